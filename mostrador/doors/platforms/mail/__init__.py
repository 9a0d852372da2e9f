"""What mail needs: reading what arrives, building what leaves, following folders, and the rules of the trade.

It knows RFC 5322, MIME, IMAP and SMTP, and neither persons nor conversations.
It never trusts a header to say who somebody is, and no mail, however broken, stops the next one.
"""
