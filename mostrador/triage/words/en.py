"""English."""

LISTS = {
    "safety": """
        allerg* | rash | hives | poison* | food poisoning | vomit* | threw up | throwing up | got sick |
        made me sick | made me ill | fell ill | burned me | burnt me | burned my | burnt my | electric shock |
        electrocut* | got a shock | smok* from | started smoking | smoke coming | caught fire | on fire |
        fire hazard | explod* | blew up | overheat* | short circuit | glass in | piece of glass | bit of metal |
        piece of metal | metal in | plastic in | screw in | nail in | hair in my | cockroach | bug in |
        insect in | maggot* | mold | mould | mouldy | moldy | expired | out of date | past its date | ~rotten |
        choked | choking | cut myself | cut my | bleeding | blood | hospital | emergency room | dangerous |
        unsafe | gas leak | salmonella | bleach | injur* | hurt my | diarrh* |
        swollen | swelled | swelling | blister* | scald* | scorch* | sparks | sparked | sparking | melted the |
        melted my | went up in flames | in flames | fumes | gave way | collapsed under | collapsed with |
        ambulance | paramedic* | in a e | epipen | anaphyla* | contaminat* | toxic | undercooked | raw chicken |
        pink inside | violently ill | violently sick | been sick | sick after | ill after | made us ill |
        made us sick | stomach cramps | shard* | wire in | stone in | staple in | metal shavings | needle in |
        swallowed | can t breathe | couldn t breathe | throat closing | fainted | passed out | seizure | convuls* |
        concussion | stitches | carbon monoxide | exposed wires | live wire | brakes failed | brakes fail |
        wheel came off | smell of gas | gas smell | smell gas | mouse droppings | rat in | lost consciousness |
        broke my arm | broken tooth | chipped a tooth | cracked a tooth | button battery | chemical burn* |
        burn marks
    """,
    "complaint": """
        arrived broken | came broken | broken | damaged | smashed | cracked | defect* | faulty | does not work |
        doesn t work | don t work | dont work | doesnt work | not working | isn t working | stopped working |
        won t turn on | won t work | fell apart | tore | ripped | broke after | it broke | leak* | wrong item |
        wrong size | wrong color | wrong colour | wrong product | wrong order | wrong one | not what i ordered |
        not as described | nothing like | missing | incomplete | nobody answers | no one answers |
        nobody replies | no one replies | no reply | no response | never replied | never answer* | ignored me |
        ignoring me | hung up on | rude | terrible | awful | horrible | worst | disgust* | disappoint* |
        unacceptable | appalling | shocking | ridiculous | a joke | poor service | bad service | poor quality |
        bad quality | scam | scammed | rip off | ripped off | ripoff | misleading | lied | liar* | lies | fraud |
        complain* | complaint | furious | angry | upset | fed up | sick of | frustrat* | never again |
        never buy* | would not recommend | wouldn t recommend | do not recommend | don t recommend | do not buy |
        don t buy | avoid | waste of | still waiting | been waiting | waiting for .. weeks | hasn t arrived |
        has not arrived | hasnt arrived | not arrived | didn t arrive | never arrived | never came |
        never received | haven t received | havent received | not received | late | delay* | overdue | lost my |
        lost luggage | cancelled my | no refund | not happy | unhappy | ~problem | ~issue | ~bad | ~again
    """,
    "complaint.legal": """
        my lawyer | lawyer | solicitor | attorney | sue | suing | legal action | take legal | court |
        small claims | trading standards | consumer protection | consumer rights | ombudsman | bbb | police |
        gdpr | data protection | my data | personal data | data breach | report you | reporting you | chargeback |
        you have until | letter before action | final notice | legal proceedings | legal team | attorney general |
        environmental health | health inspector | cease and desist | press charges | formal notice | my consent |
        without my permission | without asking me | someone else s details | other customers details |
        shared my number | gave out my
    """,
    "complaint.billing": """
        charged twice | charged me twice | double charged | charged double | overcharged | charged me |
        charged too much | wrong charge | wrong amount | unauthori* charge | charge i don t | charge i didn t |
        billed twice | billed me | money back now | want my money back | give me my money |
        taken .. twice | took .. twice | still taking money | still charging me | still being charged |
        still being billed | took money | taken money | taken from my account | short changed | wrong change |
        didn t authori* | never authori* | wasn t me | added to the bill | money was taken | invoiced me again |
        card was charged | charged my card | charged us
    """,
    "order_status": """
        where is my | where s my | wheres my | where are my | where is the order | when will .. arrive |
        when will .. come | when will .. ship | when does .. arrive | when is .. arriving | when should i expect |
        has .. shipped | has my | have you shipped | has it shipped | shipped yet | order status | status of my |
        status of order | status of the | track* | tracking number | my order | my package | my parcel |
        my delivery | my shipment | on its way | out for delivery | any news on | any update | update on my |
        ~order
    """,
    "help_after_sale.urgent": """
        cancel | cancel* my | cancel order | cancelling | change the address | change the delivery |
        change my address | change address | wrong address | modify .. order | change my order | change .. order |
        add .. to my order | add .. to order | remove .. from | refund* | reimburse* | money back | get my money |
        no longer want | don t want it anymore
    """,
    "help_after_sale": """
        return it | return this | return the | return my | return order | want to return | send it back |
        send back | exchange | swap | different size | another size | bigger size | smaller size | invoice |
        receipt | vat invoice | warranty | guarantee | repair* | fix it | spare part* | replacement |
        how do i use | how to use | instructions | manual | assemble | how do i wash | how do i clean |
        set it up | how do i install | returns
    """,
    "buy": """
        want to buy | like to buy | buy | purchase | want to order | like to order | let me order |
        place an order | order the | can i order | i ll take | i will take | ill take | i ll have | i d like one |
        i want one | i want the | i want two | i d like the | i d like two | add .. cart | to my cart |
        my basket | reserve the | hold .. for me | put .. aside | set aside | keep one for | save one for |
        payment link | pay link | send me the link | how do i pay | where do i pay | check out | checkout |
        interested in | send me one | i need one | i ll buy | sign me up
    """,
    "buy.book": """
        book | booking | reserve a table | table for | appointment | schedule | reservation | reserve a | a slot |
        hire you
    """,
    "price_availability": """
        how much | what s the price | what is the price | price of | price for | price | prices | cost of | cost |
        costs | quote | price list | discount* | on sale | deal | coupon | promo code | cheaper | cheapest |
        in stock | stock | available | availability | do you have | have you got | got any | any left |
        do you sell | do you carry | still have | sold out | back in stock | restock* | in size | in blue |
        in black | in white | come in | other colours | other colors
    """,
    "question": """
        what time | opening hours | hours | are you open | open on | open today | when do you open |
        when do you close | closed | where are you | where is the shop | where is the store | your address |
        located | location | do you deliver | deliver to | do you ship | ship to | shipping to | shipping cost |
        delivery cost | how long does | how long is | delivery take | delivery time | payment methods |
        can i pay | pay by | pay with | do you accept | do you take | paypal | credit card | installments |
        return policy | refund policy | policy | conditions | what is .. made of | made of | what material |
        waterproof | gluten | vegan | ingredients | allergens | does it contain | contain | what size |
        dimensions | how big | how does .. work | difference between | which one do you | what do you recommend |
        can you recommend | question | wondering | would like to know | d like to know | wanted to know |
        can you tell me | could you tell me | is it possible | log in | login | password | my account | sign up |
        unsubscribe | speak to someone | talk to a human | talk to someone | speak to a human |
        speak to a person | real person | agent | customer service | representative | phone number | contact you
    """,
    "manager": """
        manager | the manager | supervisor | your boss | the boss | the owner | owner | person in charge |
        someone in charge | whoever is in charge | who is in charge | who decides | someone who can decide |
        someone who decides | your superior | higher up | head office
    """,
    "wrong_fact": """
        that s not true | that is not true | not true | that s false | this is false | is false | fake news |
        i heard you closed | i read that you | people say you use | they say you use | heard that you |
        your website says | the website says | wrong price on | price is wrong | misinformation
    """,
    "idea": """
        suggest* | suggestion | idea | you should | you could | could you add | please add | would be great if |
        would be nice if | would love it if | would love to see | wish you | wish it | i wish | why don t you |
        how about | could be better | could be improved | needs improvement | room for improvement | stars |
        not bad | expected more | ok for the price | good but | nice but | great but | decent | average |
        feature request | feedback
    """,
    "recommendation": """
        highly recommend | would recommend | recommend you | i recommend | recommended | recommending |
        told my friend* | told all my | told everyone | a friend recommended | my friend told me | go there |
        must visit | everyone should
    """,
    "praise": """
        thank you for | thank you so much | thanks so much | many thanks | ~thanks | ~thank you | thx | great |
        amazing | awesome | excellent | perfect* | wonderful | fantastic | brilliant | love it | love this |
        loved it | i love | love your | lovely | beautiful | delicious | gorgeous | best shop | the best |
        best store | best wine | five stars | 5 stars | well done | congrat* | great job | good job |
        great service | great quality | amazing quality | arrived fast | fast and perfect | will buy again |
        come back | will be back | so happy | very happy | happy with | impressed | appreciat* | kind |
        so helpful | very helpful
    """,
    "greeting": """
        hi | hello | hey | good morning | good afternoon | good evening | how are you | what s up | sup | bye |
        goodbye | see you | have a nice | have a good | good night | greetings | what s your name |
        are you a bot | are you a robot | are you human | who are you | tell me a joke | haha* | lol |
        cold today | hot today | start
    """,
    "ack": """
        ok | okay | k | yes | no | sure | great | thanks | thank you | got it | understood | fine | cool |
        perfect | alright | all right | right | yep | nope | sounds good | noted | done | good | welcome |
        cheers | bye | haha* | lol | nice | very much | so much
    """,
    "spam": """
        make money | ~earn | from home | work from home | passive income | financial freedom | ~invest* |
        ~guaranteed | bitcoin* | crypto* | forex | trading | my mentor | double your | ~loan* | quick cash |
        ~followers | real likes | follow me | follow back | follow for follow | f4f | check my profile |
        check out my | link in my | ~my profile | click here | click the link | click this | you won | you ve won |
        ~winner | ~prize | gift card | claim your | claim at | claim now | verify your account | verify at |
        account will be | be suspended | seo | rank your | first page of google | google ranking | web design |
        website design | ~we offer | our agency | marketing agency | increase your sales | boost your | ~leads |
        database of | dear sir | ~sponsored | psychic | tarot | spells | escorts | onlyfans | nudes | sexy |
        casino | betting | viagra | free gift | limited offer | act now | dm me | ~text me | whatsapp me
    """,
    "abuse": """
        idiot* | stupid | moron* | retard* | imbecile* | dumb | clown* | fuck* | f you | shit* | bullshit |
        asshole* | bitch* | bastard* | cunt* | dick* | trash | garbage people | scum | thieves | thief | crooks |
        disgusting people | you re disgusting | you are disgusting | pathetic | losers | loser | shut up |
        go to hell | go die | drop dead | kill yourself | screw you | piss off | nigger* | faggot* | whore* |
        slut* | pig | pigs | damn you | go back to your country
    """,
    "abuse.threat": """
        i will kill | i ll kill | gonna kill | i will find you | i ll find you | gonna find you |
        i know where you | watch your back | burn your | burn down | break your | smash your | you will pay |
        you ll pay | you ll regret | hurt you | come for you | beat you
    """,
}
