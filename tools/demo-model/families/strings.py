"""Strings."""
from families.base import F, theme

theme("strings")
F("reverse_string", "s:str -> str", "reverse a string|return a string reversed|return the characters of a string in reverse order", "反转字符串|返回反转后的字符串|把字符串倒过来",
  "return $s[::-1]", "return new string($s.Reverse().ToArray());", "return $s.split('').reverse().join('');", lambda s: "".join(reversed(s)), ("hello",), ("ab",))
F("is_palindrome", "s:str -> bool", "check whether a string is a palindrome|check if a string reads the same backwards|return true if a string is a palindrome", "判断字符串是否为回文|检查字符串倒过来是否相同|如果字符串是回文则返回真",
  "return $s == $s[::-1]", "return $s.SequenceEqual($s.Reverse());", "return $s === $s.split('').reverse().join('');", lambda s: s == s[::-1], ("level",), ("hello",))
F("count_vowels", "s:str -> int", "count the vowels in a string|return the number of vowels in a string|find how many vowels a text has", "统计字符串中的元音字母个数|返回字符串里元音的数量|计算文本有多少个元音",
  "return sum(1 for c in $s.lower() if c in 'aeiou')", "return $s.ToLower().Count(c => \"aeiou\".Contains(c));", "return $s.toLowerCase().split('').filter(c => 'aeiou'.includes(c)).length;", lambda s: len([c for c in s if c in "aeiouAEIOU"]), ("Education",), ("xyz",))
F("count_consonants", "s:str -> int", "count the consonants in a string|return the number of consonants in a string|find how many consonants a text has", "统计字符串中的辅音字母个数|返回字符串里辅音的数量|计算文本有多少个辅音",
  "return sum(1 for c in $s.lower() if c.isalpha() and c not in 'aeiou')", "return $s.ToLower().Count(c => char.IsLetter(c) && !\"aeiou\".Contains(c));", "return $s.toLowerCase().split('').filter(c => 'bcdfghjklmnpqrstvwxyz'.includes(c)).length;", lambda s: len([c for c in s.lower() if c in "bcdfghjklmnpqrstvwxyz"]), ("Hello 1",), ("aei",))
F("to_upper", "s:str -> str", "convert a string to upper case|return a string in uppercase|make all letters of a string uppercase", "把字符串转换为大写|返回大写的字符串|将所有字母变成大写",
  "return $s.upper()", "return $s.ToUpper();", "return $s.toUpperCase();", lambda s: s.upper(), ("abC",), ("x1",))
F("to_lower", "s:str -> str", "convert a string to lower case|return a string in lowercase|make all letters of a string lowercase", "把字符串转换为小写|返回小写的字符串|将所有字母变成小写",
  "return $s.lower()", "return $s.ToLower();", "return $s.toLowerCase();", lambda s: s.lower(), ("ABc",), ("X1",))
F("capitalize_words", "s:str -> str", "capitalize the first letter of each word|capitalize every word in a string|return a string with each word capitalized", "把每个单词的首字母大写|将字符串中的每个单词首字母变成大写|返回单词首字母大写的字符串",
  "return ' '.join(w[:1].upper() + w[1:] for w in $s.split(' '))", "return string.Join(\" \", $s.Split(' ').Select(w => w.Length > 0 ? char.ToUpper(w[0]) + w.Substring(1) : w));", "return $s.split(' ').map(w => w.charAt(0).toUpperCase() + w.slice(1)).join(' ');", lambda s: " ".join(w[:1].upper() + w[1:] for w in s.split(" ")), ("hello big world",), ("a",))
F("count_words", "s:str -> int", "count the words in a string|return the number of words in a text|find how many words a sentence has", "统计字符串中的单词数|返回文本里的单词数量|计算句子有多少个单词",
  "return len($s.split())", "return $s.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;", "return $s.split(' ').filter(w => w).length;", lambda s: len(s.split()), ("one two  three",), ("",))
F("count_character", "s:str c:str -> int", "count how often a character occurs in a string|count the occurrences of a character in a string|return how many times a character appears in a text", "统计某个字符在字符串中出现的次数|返回字符在文本里出现了多少次|计算字符的出现次数",
  "return $s.count($c)", "return $s.Count(x => x.ToString() == $c);", "return $s.split($c).length - 1;", lambda s, c: len([x for x in s if x == c]), ("banana", "a"), ("xyz", "q"))
F("contains_substring", "s:str part:str -> bool", "check whether a string contains another string|check if a substring occurs in a string|return true if a text contains a given part", "判断字符串是否包含另一个字符串|检查子串是否出现在字符串中|如果文本包含给定部分则返回真",
  "return $part in $s", "return $s.Contains($part);", "return $s.includes($part);", lambda s, p: s.find(p) >= 0, ("banana", "nan"), ("xyz", "q"))
F("starts_with", "s:str prefix:str -> bool", "check whether a string starts with a prefix|check if a text begins with a given prefix|return true if a string starts with another string", "判断字符串是否以某个前缀开头|检查文本是否以给定前缀开始|如果字符串以另一个字符串开头则返回真",
  "return $s.startswith($prefix)", "return $s.StartsWith($prefix);", "return $s.startsWith($prefix);", lambda s, p: s[:len(p)] == p, ("banana", "ba"), ("xyz", "y"))
F("ends_with", "s:str suffix:str -> bool", "check whether a string ends with a suffix|check if a text finishes with a given suffix|return true if a string ends with another string", "判断字符串是否以某个后缀结尾|检查文本是否以给定后缀结束|如果字符串以另一个字符串结尾则返回真",
  "return $s.endswith($suffix)", "return $s.EndsWith($suffix);", "return $s.endsWith($suffix);", lambda s, p: s[-len(p):] == p, ("banana", "na"), ("xyz", "y"))
F("repeat_string", "s:str -> str", "repeat a string $k times|return a string repeated $k times|build a string of $k copies of a text", "把字符串重复$k次|返回重复$k遍的字符串|生成文本的$k份拷贝",
  "return $s * $k", "return string.Concat(Enumerable.Repeat($s, $k));", "return $s.repeat($k);", lambda s, k: "".join([s] * k), ("ab",), ("",), k=(2, 30))
F("first_character", "s:str -> str", "return the first character of a string|get the first letter of a text|find the first character of a string", "返回字符串的第一个字符|取得文本的首字母|获取字符串的首个字符",
  "return $s[:1]", "return $s.Length > 0 ? $s.Substring(0, 1) : \"\";", "return $s.charAt(0);", lambda s: s[0] if s else "", ("hello",), ("",))
F("last_character", "s:str -> str", "return the last character of a string|get the last letter of a text|find the last character of a string", "返回字符串的最后一个字符|取得文本的末尾字母|获取字符串的末尾字符",
  "return $s[-1:]", "return $s.Length > 0 ? $s.Substring($s.Length - 1) : \"\";", "return $s.slice(-1);", lambda s: s[len(s) - 1] if s else "", ("hello",), ("",))
F("remove_spaces", "s:str -> str", "remove all spaces from a string|delete the spaces in a text|return a string without spaces", "去除字符串中的所有空格|删除文本里的空格|返回不含空格的字符串",
  "return $s.replace(' ', '')", "return $s.Replace(\" \", \"\");", "return $s.split(' ').join('');", lambda s: "".join(c for c in s if c != " "), ("a b  c",), ("x",))
F("replace_spaces", "s:str -> str", "replace spaces with underscores|replace every space in a string with an underscore|turn the spaces of a text into underscores", "把空格替换为下划线|将字符串中的每个空格换成下划线|把文本的空格变成下划线",
  "return $s.replace(' ', '_')", "return $s.Replace(' ', '_');", "return $s.split(' ').join('_');", lambda s: "".join("_" if c == " " else c for c in s), ("a b  c",), ("x",))
F("longest_word", "s:str -> str", "return the longest word in a string|find the longest word of a sentence|get the longest word in a text", "返回字符串中最长的单词|找出句子中最长的单词|取得文本里最长的词",
  "return max($s.split(), key=len)", "return $s.Split(' ').OrderByDescending(w => w.Length).First();", "return $s.split(' ').reduce((best, w) => w.length > best.length ? w : best, '');", lambda s: [w for w in s.split() if len(w) == max(map(len, s.split()))][0], ("a quick fox",), ("one",))
F("remove_vowels", "s:str -> str", "remove the vowels from a string|delete all vowels in a text|return a string without vowels", "去除字符串中的元音字母|删除文本里的所有元音|返回不含元音的字符串",
  "return ''.join(c for c in $s if c.lower() not in 'aeiou')", "return string.Concat($s.Where(c => !\"aeiouAEIOU\".Contains(c)));", "return $s.split('').filter(c => !'aeiouAEIOU'.includes(c)).join('');", lambda s: "".join(c for c in s if c not in "aeiouAEIOU"), ("Education",), ("xyz",))
F("is_numeric", "s:str -> bool", "check whether a string contains only digits|check if a text is numeric|return true if all characters are digits", "判断字符串是否只包含数字|检查文本是否为数字|如果所有字符都是数字则返回真",
  "return $s.isdigit()", "return $s.Length > 0 && $s.All(char.IsDigit);", "return $s.length > 0 && $s.split('').every(c => c >= '0' && c <= '9');", lambda s: len(s) > 0 and all(c in "0123456789" for c in s), ("123",), ("12a",), ("",))
F("truncate", "s:str -> str", "truncate a string to $k characters|cut a text to at most $k characters|return the first $k characters of a string", "把字符串截断为$k个字符|将文本截取到最多$k个字符|返回字符串的前$k个字符",
  "return $s[:$k]", "return $s.Length > $k ? $s.Substring(0, $k) : $s;", "return $s.slice(0, $k);", lambda s, k: "".join(c for i, c in enumerate(s) if i < k), ("abcdefghijklmnopqrstuvwxyz" * 3,), ("ab",), k=(3, 60))
F("is_longer_than", "s:str -> bool", "check whether a string is longer than $k characters|check if a text has more than $k characters|return true if a string's length is over $k", "判断字符串是否超过$k个字符|检查文本长度是否大于$k|如果字符串长度大于$k则返回真",
  "return len($s) > $k", "return $s.Length > $k;", "return $s.length > $k;", lambda s, k: len(s) > k, ("abcdefghijklmnopqrstuvwxyz" * 3,), ("ab",), k=(3, 60))
F("pad_left", "s:str -> str", "pad a string on the left with zeros to $k characters|left pad a text with zeros to length $k|fill a string with leading zeros up to $k characters", "在字符串左侧用零填充到$k个字符|将文本左补零到长度$k|给字符串添加前导零直到$k位",
  "return $s.rjust($k, '0')", "return $s.PadLeft($k, '0');", "return $s.padStart($k, '0');", lambda s, k: "0" * (k - len(s)) + s, ("42",), ("123456",), k=(3, 30))
F("are_anagrams", "a:str b:str -> bool", "check whether two strings are anagrams|check if two words have the same letters|return true if two texts are anagrams of each other", "判断两个字符串是否为变位词|检查两个单词的字母是否相同|如果两个文本互为变位词则返回真",
  "return sorted($a) == sorted($b)", "return $a.OrderBy(c => c).SequenceEqual($b.OrderBy(c => c));", "return $a.split('').sort().join('') === $b.split('').sort().join('');", lambda a, b: sorted(a) == sorted(b), ("listen", "silent"), ("ab", "abb"))
F("count_lines", "text:str -> int", "count the lines in a text|return the number of lines in a string|find how many lines a text has", "统计文本中的行数|返回字符串的行数|计算文本有多少行",
  "return len($text.split('\\n'))", "return $text.Split('\\n').Length;", "return $text.split('\\n').length;", lambda t: t.count("\n") + 1, ("a\nb\nc",), ("x",))
F("caesar_cipher", "text:str -> str", "encrypt lowercase text with a Caesar cipher with shift $k|shift every lowercase letter by $k positions|apply a Caesar cipher with a shift of $k", "用位移为$k的凯撒密码加密小写文本|把每个小写字母移动$k位|应用位移$k的凯撒密码",
  "return ''.join(chr((ord(c) - 97 + $k) % 26 + 97) if c.islower() else c for c in $text)", "return string.Concat($text.Select(c => char.IsLower(c) ? (char)((c - 'a' + $k) % 26 + 'a') : c));", "return $text.split('').map(c => c >= 'a' && c <= 'z' ? String.fromCharCode((c.charCodeAt(0) - 97 + $k) % 26 + 97) : c).join('');",
  lambda t, k: "".join("abcdefghijklmnopqrstuvwxyz"[("abcdefghijklmnopqrstuvwxyz".index(c) + k) % 26] if c in "abcdefghijklmnopqrstuvwxyz" else c for c in t), ("xyz abc",), ("HI",), k=(2, 25))
F("remove_duplicate_characters", "s:str -> str", "remove duplicate characters from a string|keep only the first occurrence of each character|return a string without repeated characters", "去除字符串中的重复字符|只保留每个字符的第一次出现|返回没有重复字符的字符串",
  "return ''.join(dict.fromkeys($s))", "return string.Concat($s.Distinct());", "return [...new Set($s)].join('');", lambda s: "".join(c for i, c in enumerate(s) if c not in s[:i]), ("banana",), ("abc",))
F("swap_case", "s:str -> str", "swap the case of the letters in a string|turn upper case into lower case and the other way round|invert the case of each letter", "交换字符串中字母的大小写|把大写变小写、小写变大写|反转每个字母的大小写",
  "return $s.swapcase()", "return string.Concat($s.Select(c => char.IsUpper(c) ? char.ToLower(c) : char.ToUpper(c)));", "return $s.split('').map(c => c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()).join('');", lambda s: s.swapcase(), ("Hello",), ("aB1",))
F("acronym", "s:str -> str", "return the acronym of a phrase|build an acronym from the first letters of the words|make an acronym from a sentence", "返回短语的首字母缩写|用单词的首字母组成缩写|根据句子生成缩写词",
  "return ''.join(w[0].upper() for w in $s.split())", "return string.Concat($s.Split(' ').Select(w => char.ToUpper(w[0])));", "return $s.split(' ').map(w => w[0].toUpperCase()).join('');", lambda s: "".join(w[0].upper() for w in s.split()), ("portable network graphics",), ("as soon",))
F("concatenate", "a:str b:str -> str", "concatenate two strings with a space between them|join two strings with a space|combine first and last name with a space", "用空格连接两个字符串|把两个字符串用空格拼接|将两个文本以空格合并",
  "return $a + ' ' + $b", "return $a + \" \" + $b;", "return $a + ' ' + $b;", lambda a, b: " ".join([a, b]), ("Ada", "Lovelace"), ("x", ""))
F("greet", "name:str -> str", "return a greeting for a name|greet a person by name|say hello to a given name", "根据姓名返回问候语|按名字问候一个人|向给定的名字问好",
  "return 'Hello, ' + $name + '!'", "return \"Hello, \" + $name + \"!\";", "return 'Hello, ' + $name + '!';", lambda n: f"Hello, {n}!", ("Ada",), ("Bob",))
F("is_blank", "s:str -> bool", "check whether a string is empty or blank|check if a text is empty or only spaces|return true if a string has no visible characters", "判断字符串是否为空或空白|检查文本是否为空或只有空格|如果字符串没有可见字符则返回真",
  "return $s.strip() == ''", "return string.IsNullOrWhiteSpace($s);", "return $s.trim() === '';", lambda s: not s.strip(), ("",), ("  ",), ("a",))
F("trim", "s:str -> str", "remove leading and trailing spaces from a string|trim a string|strip whitespace from both ends of a text", "去除字符串首尾的空格|修剪字符串|删除文本两端的空白",
  "return $s.strip()", "return $s.Trim();", "return $s.trim();", lambda s: s.strip(), ("  a b ",), ("x",))
F("reverse_words", "s:str -> str", "reverse the order of the words in a string|return a sentence with its words in reverse order|flip the word order of a text", "反转字符串中单词的顺序|返回单词顺序颠倒的句子|把文本的词序倒过来",
  "return ' '.join($s.split(' ')[::-1])", "return string.Join(\" \", $s.Split(' ').Reverse());", "return $s.split(' ').reverse().join(' ');", lambda s: " ".join(reversed(s.split(" "))), ("one two three",), ("a",))
F("character_counts", "s:str -> map", "count how often each character occurs in a string|return the frequency of each character|build a dictionary of character counts", "统计字符串中每个字符出现的次数|返回每个字符的频率|生成字符计数的字典",
  "result = {}\nfor c in $s:\n    result[c] = result.get(c, 0) + 1\nreturn result", "return $s.GroupBy(c => c.ToString()).ToDictionary(g => g.Key, g => g.Count());", "const result = {};\nfor (const c of $s) {\n    result[c] = (result[c] || 0) + 1;\n}\nreturn result;", lambda s: {c: s.count(c) for c in s}, ("banana",), ("",))
F("is_unique", "s:str -> bool", "check whether all characters of a string are unique|check if a string has no repeated characters|return true if no character occurs twice", "判断字符串的所有字符是否唯一|检查字符串是否没有重复字符|如果没有字符出现两次则返回真",
  "return len(set($s)) == len($s)", "return $s.Distinct().Count() == $s.Length;", "return new Set($s).size === $s.length;", lambda s: all(s.count(c) == 1 for c in s), ("abc",), ("aba",))
