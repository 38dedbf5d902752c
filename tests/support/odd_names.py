"""Names of files and folders that a file system takes, with characters that mean something elsewhere."""

ODD_NAMES = ["north|south", "a!b", "what?", "a?b=c", "#1", "50% off", "a%20b", "a&b", "a b", "it's", 'a"b', "Straße 家",
             "a;b", "a:b", "http:x", "[x]*", "a\\b", "$HOME", "~x", "-x", ".x", "x,y", "a|layername=b", "a|option:b",
             "a`b"]
