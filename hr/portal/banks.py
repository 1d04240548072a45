"""Banks by their three digits (COMPE); whoever is at another one gives a Pix key."""

BANKS = [
    ("001", "Banco do Brasil (001)"),
    ("237", "Bradesco (237)"),
    ("104", "Caixa (104)"),
    ("341", "Itaú (341)"),
    ("033", "Santander (033)"),
    ("260", "Nubank (260)"),
    ("077", "Inter (077)"),
    ("336", "C6 Bank (336)"),
    ("323", "Mercado Pago (323)"),
    ("290", "PagBank (290)"),
    ("380", "PicPay (380)"),
    ("756", "Sicoob (756)"),
    ("748", "Sicredi (748)"),
    ("041", "Banrisul (041)"),
    ("070", "BRB (070)"),
    ("422", "Safra (422)"),
    ("208", "BTG Pactual (208)"),
    ("655", "BV (655)"),
]
