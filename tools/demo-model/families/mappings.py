"""Dictionaries (objects in JavaScript) from strings to numbers."""
from families.base import F, theme

theme("dictionaries")
D, E = {"a": 3, "b": 7, "c": 5}, {}
F("count_items", "words:strs -> map", "count how often each string occurs in a list|return the frequency of each word in a list|build a dictionary of word counts", "统计列表中每个字符串出现的次数|返回列表里每个单词的频率|生成单词计数的字典",
  "result = {}\nfor w in $words:\n    result[w] = result.get(w, 0) + 1\nreturn result", "return $words.GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());", "const result = {};\nfor (const w of $words) {\n    result[w] = (result[w] || 0) + 1;\n}\nreturn result;", lambda w: {x: w.count(x) for x in w}, (["a", "b", "a"],), ([],))
F("dict_keys", "data:map -> strs", "return the keys of a dictionary as a list|list all keys of a dictionary|get the keys of a map", "以列表返回字典的键|列出字典的所有键|取得映射的键",
  "return list($data.keys())", "return $data.Keys.ToList();", "return Object.keys($data);", lambda d: [k for k in d], (D,), (E,))
F("dict_values", "data:map -> ints", "return the values of a dictionary as a list|list all values of a dictionary|get the values of a map", "以列表返回字典的值|列出字典的所有值|取得映射的值",
  "return list($data.values())", "return $data.Values.ToList();", "return Object.values($data);", lambda d: [d[k] for k in d], (D,), (E,))
F("sum_values", "data:map -> int", "return the sum of the values of a dictionary|add up all values in a dictionary|compute the total of a dictionary's values", "返回字典所有值的和|把字典里的值相加|计算字典值的总和",
  "return sum($data.values())", "return $data.Values.Sum();", "return Object.values($data).reduce((a, b) => a + b, 0);", lambda d: sum(d[k] for k in d), (D,), (E,))
F("max_key", "data:map -> str", "return the key with the largest value of a dictionary|find the dictionary key with the highest value|get the key whose value is the maximum", "返回字典中值最大的键|找出字典里数值最高的键|取得值为最大的键",
  "return max($data, key=$data.get)", "return $data.OrderByDescending(p => p.Value).First().Key;", "return Object.keys($data).reduce((a, b) => $data[a] >= $data[b] ? a : b);", lambda d: sorted(d.items(), key=lambda p: p[1])[-1][0], (D,), ({"z": 1},))
F("get_or_default", "data:map key:str -> int", "return the value of a key in a dictionary, or 0|look up a key in a dictionary with 0 as default|get a dictionary value or 0 if the key is missing", "返回字典中键的值，没有则返回0|在字典中查找键，默认值为0|获取字典的值，键不存在时返回0",
  "return $data.get($key, 0)", "return $data.TryGetValue($key, out var found) ? found : 0;", "return $key in $data ? $data[$key] : 0;", lambda d, k: d[k] if k in d else 0, (D, "b"), (D, "zz"))
F("merge_dicts", "first:map second:map -> map", "merge two dictionaries, the second wins|combine two dictionaries where later values win|join two dictionaries and prefer the second", "合并两个字典，以第二个为准|把两个字典合并，后者的值优先|将两个字典合并并优先采用第二个",
  "return {**$first, **$second}", "var result = new Dictionary<string, int>($first);\nforeach (var p in $second)\n{\n    result[p.Key] = p.Value;\n}\nreturn result;", "return { ...$first, ...$second };", lambda a, b: dict(list(a.items()) + list(b.items())), (D, {"a": 1, "z": 2}), (E, D))
F("filter_dict", "data:map -> map", "keep the dictionary entries with values above $k|filter a dictionary by values greater than $k|return the entries of a dictionary whose value exceeds $k", "保留字典中值大于$k的项|按值大于$k过滤字典|返回字典里数值超过$k的条目",
  "return {k: v for k, v in $data.items() if v > $k}", "return $data.Where(p => p.Value > $k).ToDictionary(p => p.Key, p => p.Value);", "return Object.fromEntries(Object.entries($data).filter(([k, v]) => v > $k));", lambda d, k: {x: d[x] for x in d if d[x] > k}, ({"a": 1, "b": 50, "c": 90},), (E,), k=(2, 80))
F("has_key", "data:map key:str -> bool", "check whether a dictionary has a key|check if a key exists in a dictionary|return true if a dictionary contains a given key", "判断字典是否有某个键|检查键是否存在于字典中|如果字典包含给定键则返回真",
  "return $key in $data", "return $data.ContainsKey($key);", "return $key in $data;", lambda d, k: k in list(d), (D, "b"), (D, "zz"))
F("remove_key", "data:map key:str -> map", "return a dictionary without a given key|remove a key from a dictionary|delete an entry from a dictionary by key", "返回去掉给定键的字典|从字典中删除一个键|按键删除字典的条目",
  "return {k: v for k, v in $data.items() if k != $key}", "return $data.Where(p => p.Key != $key).ToDictionary(p => p.Key, p => p.Value);", "const { [$key]: removed, ...rest } = $data;\nreturn rest;", lambda d, k: {x: d[x] for x in d if x != k}, (D, "b"), (D, "zz"))
F("sorted_keys", "data:map -> strs", "return the keys of a dictionary sorted by value|list dictionary keys from smallest to largest value|sort the keys of a dictionary by their values", "返回按值排序的字典键|按值从小到大列出字典的键|根据值对字典的键排序",
  "return sorted($data, key=$data.get)", "return $data.OrderBy(p => p.Value).Select(p => p.Key).ToList();", "return Object.keys($data).sort((a, b) => $data[a] - $data[b]);", lambda d: [k for v, k in sorted((v, k) for k, v in d.items())], (D,), (E,))
F("zip_to_dict", "keys:strs values:ints -> map", "build a dictionary from a list of keys and a list of values|combine keys and values into a dictionary|zip two lists into a dictionary", "用键列表和值列表生成字典|把键和值组合成字典|将两个列表合成字典",
  "return dict(zip($keys, $values))", "return $keys.Zip($values).ToDictionary(p => p.First, p => p.Second);", "return Object.fromEntries($keys.map((k, i) => [k, $values[i]]));", lambda k, v: {k[i]: v[i] for i in range(len(k))}, (["a", "b"], [1, 2]), ([], []))
