"""Lists of numbers and strings."""
from families.base import F, theme

theme("lists")
L, M, E = [3, 1, 4, 1, 5], [10, -2, 7, 8], []
F("sum_list", "items:ints -> int", "return the sum of a list of numbers|add up all numbers in a list|compute the total of a list", "返回列表中数字的和|把列表里的所有数字相加|计算列表的总和",
  "return sum($items)", "return $items.Sum();", "return $items.reduce((a, b) => a + b, 0);", lambda x: sum(x), (L,), (E,))
F("max_list", "items:ints -> int", "return the largest number in a list|find the maximum of a list|get the biggest element of a list", "返回列表中最大的数|求列表的最大值|取得列表里最大的元素",
  "return max($items)", "return $items.Max();", "return Math.max(...$items);", lambda x: sorted(x)[-1], (L,), (M,))
F("min_list", "items:ints -> int", "return the smallest number in a list|find the minimum of a list|get the smallest element of a list", "返回列表中最小的数|求列表的最小值|取得列表里最小的元素",
  "return min($items)", "return $items.Min();", "return Math.min(...$items);", lambda x: sorted(x)[0], (L,), (M,))
F("average", "items:ints -> float", "return the average of a list of numbers|compute the mean of a list|calculate the average value of a list", "返回列表中数字的平均值|计算列表的均值|求列表的平均数",
  "return sum($items) / len($items)", "return $items.Average();", "return $items.reduce((a, b) => a + b, 0) / $items.length;", lambda x: sum(x) / len(x), (M,), ([1, 2],))
F("product_list", "items:ints -> int", "return the product of a list of numbers|multiply all numbers in a list|compute the product of all elements", "返回列表中数字的乘积|把列表里的所有数字相乘|计算所有元素的积",
  "result = 1\nfor x in $items:\n    result *= x\nreturn result", "return $items.Aggregate(1, (a, b) => a * b);", "return $items.reduce((a, b) => a * b, 1);", lambda x: __import__("math").prod(x), (L,), (E,))
F("reverse_list", "items:ints -> ints", "reverse a list|return a list in reverse order|return the elements of a list reversed", "反转列表|返回倒序的列表|把列表的元素倒过来",
  "return $items[::-1]", "return Enumerable.Reverse($items).ToList();", "return [...$items].reverse();", lambda x: list(reversed(x)), (L,), (E,))
F("first_element", "items:ints -> int", "return the first element of a list|get the first item of a list|find the head of a list", "返回列表的第一个元素|取得列表的首个元素|获取列表的头部",
  "return $items[0]", "return $items[0];", "=", lambda x: x[0], (L,), (M,))
F("last_element", "items:ints -> int", "return the last element of a list|get the last item of a list|find the final element of a list", "返回列表的最后一个元素|取得列表的末尾元素|获取列表的最后一项",
  "return $items[-1]", "return $items[$items.Count - 1];", "return $items[$items.length - 1];", lambda x: x[len(x) - 1], (L,), (M,))
F("even_numbers", "items:ints -> ints", "return the even numbers of a list|filter the even numbers from a list|keep only the even numbers", "返回列表中的偶数|从列表中筛选出偶数|只保留偶数",
  "return [x for x in $items if x % 2 == 0]", "return $items.Where(x => x % 2 == 0).ToList();", "return $items.filter(x => x % 2 === 0);", lambda v: [x for x in v if not x & 1], (L,), (M,))
F("odd_numbers", "items:ints -> ints", "return the odd numbers of a list|filter the odd numbers from a list|keep only the odd numbers", "返回列表中的奇数|从列表中筛选出奇数|只保留奇数",
  "return [x for x in $items if x % 2 != 0]", "return $items.Where(x => x % 2 != 0).ToList();", "return $items.filter(x => x % 2 !== 0);", lambda v: [x for x in v if x & 1], (L,), (M,))
F("positive_numbers", "items:ints -> ints", "return the positive numbers of a list|filter the positive numbers from a list|keep only numbers greater than zero", "返回列表中的正数|从列表中筛选出正数|只保留大于零的数",
  "return [x for x in $items if x > 0]", "return $items.Where(x => x > 0).ToList();", "return $items.filter(x => x > 0);", lambda v: [x for x in v if x > 0], (L,), (M,))
F("greater_than", "items:ints -> ints", "return the numbers of a list greater than $k|filter the numbers above $k from a list|keep only the numbers larger than $k", "返回列表中大于$k的数|从列表中筛选出超过$k的数|只保留比$k大的数",
  "return [x for x in $items if x > $k]", "return $items.Where(x => x > $k).ToList();", "return $items.filter(x => x > $k);", lambda v, k: [x for x in v if x > k], ([1, 20, 5, 99, 30],), (E,), k=(2, 80))
F("less_than", "items:ints -> ints", "return the numbers of a list less than $k|filter the numbers below $k from a list|keep only the numbers smaller than $k", "返回列表中小于$k的数|从列表中筛选出低于$k的数|只保留比$k小的数",
  "return [x for x in $items if x < $k]", "return $items.Where(x => x < $k).ToList();", "return $items.filter(x => x < $k);", lambda v, k: [x for x in v if x < k], ([1, 20, 5, 99, 30],), (E,), k=(2, 80))
F("count_greater_than", "items:ints -> int", "count the numbers of a list greater than $k|return how many numbers are above $k|find the number of elements larger than $k", "统计列表中大于$k的数的个数|返回有多少个数超过$k|计算比$k大的元素数量",
  "return sum(1 for x in $items if x > $k)", "return $items.Count(x => x > $k);", "return $items.filter(x => x > $k).length;", lambda v, k: len([x for x in v if x > k]), ([1, 20, 5, 99, 30],), (E,), k=(2, 80))
F("squares", "items:ints -> ints", "return the squares of a list of numbers|square every number in a list|map a list to its squares", "返回列表中每个数的平方|把列表里的每个数平方|将列表映射为平方值",
  "return [x * x for x in $items]", "return $items.Select(x => x * x).ToList();", "return $items.map(x => x * x);", lambda v: [x ** 2 for x in v], (L,), (E,))
F("multiply_each", "items:ints -> ints", "multiply every number in a list by $k|return a list with each element times $k|scale all elements of a list by $k", "把列表中的每个数乘以$k|返回每个元素乘以$k的列表|将列表所有元素扩大$k倍",
  "return [x * $k for x in $items]", "return $items.Select(x => x * $k).ToList();", "return $items.map(x => x * $k);", lambda v, k: [x * k for x in v], (L,), (E,), k=(2, 60))
F("add_to_each", "items:ints -> ints", "add $k to every number in a list|return a list with each element plus $k|increase all elements of a list by $k", "给列表中的每个数加上$k|返回每个元素加$k的列表|将列表所有元素增加$k",
  "return [x + $k for x in $items]", "return $items.Select(x => x + $k).ToList();", "return $items.map(x => x + $k);", lambda v, k: [x + k for x in v], (L,), (E,), k=(2, 60))
F("remove_duplicates", "items:ints -> ints", "remove duplicates from a list|return the unique elements of a list in order|delete repeated values from a list", "去除列表中的重复元素|按顺序返回列表中的唯一元素|删除列表里的重复值",
  "return list(dict.fromkeys($items))", "return $items.Distinct().ToList();", "return [...new Set($items)];", lambda v: [x for i, x in enumerate(v) if x not in v[:i]], (L,), (E,))
F("contains_value", "items:ints value:int -> bool", "check whether a list contains a value|check if an element is in a list|return true if a list includes a number", "判断列表是否包含某个值|检查元素是否在列表中|如果列表含有某个数则返回真",
  "return $value in $items", "return $items.Contains($value);", "return $items.includes($value);", lambda v, x: any(y == x for y in v), (L, 4), (L, 9))
F("index_of", "items:ints value:int -> int", "return the index of a value in a list, or -1|find the position of an element in a list, -1 if missing|search a list linearly and return the index or -1", "返回值在列表中的索引，没有则返回-1|查找元素在列表中的位置，不存在返回-1|线性查找并返回索引或-1",
  "for i, x in enumerate($items):\n    if x == $value:\n        return i\nreturn -1", "return $items.IndexOf($value);", "return $items.indexOf($value);", lambda v, x: v.index(x) if x in v else -1, (L, 4), (L, 9))
F("count_occurrences", "items:ints value:int -> int", "count how often a value occurs in a list|return the number of occurrences of an element in a list|find how many times a number appears in a list", "统计某个值在列表中出现的次数|返回元素在列表里的出现次数|计算数字在列表中出现了多少次",
  "return $items.count($value)", "return $items.Count(x => x == $value);", "return $items.filter(x => x === $value).length;", lambda v, x: len([y for y in v if y == x]), (L, 1), (L, 9))
F("remove_value", "items:ints value:int -> ints", "remove all occurrences of a value from a list|return a list without a given value|delete every element equal to a value", "从列表中删除某个值的所有出现|返回不含给定值的列表|删除所有等于某值的元素",
  "return [x for x in $items if x != $value]", "return $items.Where(x => x != $value).ToList();", "return $items.filter(x => x !== $value);", lambda v, x: [y for y in v if not y == x], (L, 1), (L, 9))
F("merge_lists", "first:ints second:ints -> ints", "concatenate two lists|join two lists into one|return the elements of both lists one after another", "连接两个列表|把两个列表合并成一个|依次返回两个列表的元素",
  "return $first + $second", "return $first.Concat($second).ToList();", "return $first.concat($second);", lambda a, b: [*a, *b], (L, M), (E, L))
F("add_lists", "first:ints second:ints -> ints", "add two lists element by element|return the pairwise sums of two lists|sum two lists position by position", "把两个列表逐元素相加|返回两个列表对应位置的和|按位置求两个列表的和",
  "return [a + b for a, b in zip($first, $second)]", "return $first.Zip($second, (a, b) => a + b).ToList();", "return $first.map((a, i) => a + $second[i]);", lambda a, b: [a[i] + b[i] for i in range(len(a))], ([1, 2], [3, 4]), (E, E))
F("dot_product", "first:ints second:ints -> int", "return the dot product of two lists|compute the scalar product of two vectors|multiply two lists pairwise and sum the results", "返回两个列表的点积|计算两个向量的数量积|把两个列表对应相乘再求和",
  "return sum(a * b for a, b in zip($first, $second))", "return $first.Zip($second, (a, b) => a * b).Sum();", "return $first.reduce((total, a, i) => total + a * $second[i], 0);", lambda a, b: sum(a[i] * b[i] for i in range(len(a))), ([1, 2], [3, 4]), (E, E))
F("common_elements", "first:ints second:ints -> ints", "return the common elements of two lists|find the intersection of two lists|list the values that occur in both lists", "返回两个列表的共同元素|求两个列表的交集|列出同时出现在两个列表中的值",
  "return [x for x in $first if x in $second]", "return $first.Where(x => $second.Contains(x)).ToList();", "return $first.filter(x => $second.includes(x));", lambda a, b: [x for x in a if b.count(x)], ([1, 2, 3], [3, 2, 9]), (E, L))
F("difference", "first:ints second:ints -> ints", "return the elements of the first list that are not in the second|find the difference of two lists|list the values missing from the second list", "返回在第一个列表但不在第二个列表中的元素|求两个列表的差集|列出第二个列表中没有的值",
  "return [x for x in $first if x not in $second]", "return $first.Where(x => !$second.Contains(x)).ToList();", "return $first.filter(x => !$second.includes(x));", lambda a, b: [x for x in a if not b.count(x)], ([1, 2, 3], [3, 2, 9]), (E, L))
F("union", "first:ints second:ints -> ints", "return the union of two lists without duplicates|combine two lists and drop duplicates|list all distinct values of two lists", "返回两个列表去重后的并集|合并两个列表并去掉重复|列出两个列表的所有不同值",
  "return list(dict.fromkeys($first + $second))", "return $first.Union($second).ToList();", "return [...new Set([...$first, ...$second])];", lambda a, b: [x for i, x in enumerate(a + b) if x not in (a + b)[:i]], ([1, 2, 3], [3, 2, 9]), (E, E))
F("flatten", "rows:grid -> ints", "flatten a list of lists|turn a nested list into a flat list|concatenate all inner lists into one list", "展平嵌套列表|把二维列表变成一维列表|将所有内层列表连接成一个",
  "return [x for row in $rows for x in row]", "return $rows.SelectMany(row => row).ToList();", "return $rows.flat();", lambda g: sum(g, []), ([[1, 2], [], [3]],), ([],))
F("chunk", "items:ints -> grid", "split a list into chunks of $k elements|divide a list into groups of size $k|cut a list into pieces of length $k", "把列表分成每块$k个元素|将列表按大小$k分组|把列表切成长度为$k的小段",
  "return [$items[i:i + $k] for i in range(0, len($items), $k)]", "return $items.Chunk($k).Select(c => c.ToList()).ToList();", "const result = [];\nfor (let i = 0; i < $items.length; i += $k) {\n    result.push($items.slice(i, i + $k));\n}\nreturn result;", lambda v, k: [v[i * k:(i + 1) * k] for i in range((len(v) + k - 1) // k)], (list(range(30)),), (E,), k=(2, 20))
F("take_first", "items:ints -> ints", "return the first $k elements of a list|take the first $k items of a list|keep only the first $k values", "返回列表的前$k个元素|取列表的前$k项|只保留前$k个值",
  "return $items[:$k]", "return $items.Take($k).ToList();", "return $items.slice(0, $k);", lambda v, k: [x for i, x in enumerate(v) if i < k], (list(range(70)),), (L,), k=(2, 60))
F("skip_first", "items:ints -> ints", "skip the first $k elements of a list|drop the first $k items of a list|return a list without its first $k values", "跳过列表的前$k个元素|去掉列表的前$k项|返回除去前$k个值的列表",
  "return $items[$k:]", "return $items.Skip($k).ToList();", "return $items.slice($k);", lambda v, k: [x for i, x in enumerate(v) if i >= k], (list(range(70)),), (L,), k=(2, 60))
F("every_nth", "items:ints -> ints", "return every element number $k of a list, starting with the first|take every $k-th element of a list from the start|pick elements of a list in steps of $k", "从第一个开始每隔$k个取列表元素|从头取列表中步长为$k的元素|按步长$k选取列表元素",
  "return $items[::$k]", "return $items.Where((x, i) => i % $k == 0).ToList();", "return $items.filter((x, i) => i % $k === 0);", lambda v, k: [v[i] for i in range(0, len(v), k)], (list(range(30)),), (E,), k=(2, 20))
F("running_total", "items:ints -> ints", "return the running totals of a list|compute the cumulative sums of a list|build the prefix sums of a list", "返回列表的累计和|计算列表的前缀和|生成列表的累加结果",
  "result = []\ntotal = 0\nfor x in $items:\n    total += x\n    result.append(total)\nreturn result", "var result = new List<int>();\nint total = 0;\nforeach (var x in $items)\n{\n    total += x;\n    result.Add(total);\n}\nreturn result;", "let total = 0;\nreturn $items.map(x => total += x);", lambda v: [sum(v[:i + 1]) for i in range(len(v))], (L,), (E,))
F("sort_ascending", "items:ints -> ints", "sort a list of numbers in ascending order|return a sorted copy of a list|order the numbers from smallest to largest", "把列表按升序排序|返回排好序的列表副本|将数字从小到大排列",
  "return sorted($items)", "return $items.OrderBy(x => x).ToList();", "return [...$items].sort((a, b) => a - b);", lambda v: sorted(v), (L,), (M,))
F("sort_descending", "items:ints -> ints", "sort a list of numbers in descending order|return a list sorted from high to low|order the numbers from largest to smallest", "把列表按降序排序|返回从高到低排序的列表|将数字从大到小排列",
  "return sorted($items, reverse=True)", "return $items.OrderByDescending(x => x).ToList();", "return [...$items].sort((a, b) => b - a);", lambda v: sorted(v)[::-1], (L,), (M,))
F("second_largest", "items:ints -> int", "return the second largest number in a list|find the second biggest distinct value of a list|get the runner-up maximum of a list", "返回列表中第二大的数|找出列表里第二大的不同值|取得列表的次大值",
  "return sorted(set($items))[-2]", "return $items.Distinct().OrderByDescending(x => x).ElementAt(1);", "return [...new Set($items)].sort((a, b) => b - a)[1];", lambda v: max(x for x in v if x != max(v)), (L,), ([9, 9, 2],))
F("rotate_left", "items:ints -> ints", "rotate a list to the left by $k positions|move the first $k elements of a list to the end|shift a list left by $k places", "把列表向左旋转$k位|将列表的前$k个元素移到末尾|把列表左移$k个位置",
  "return $items[$k:] + $items[:$k]", "return $items.Skip($k).Concat($items.Take($k)).ToList();", "return $items.slice($k).concat($items.slice(0, $k));", lambda v, k: [v[(i + k) % len(v)] for i in range(len(v))], (list(range(40)),), (list(range(33)),), k=(2, 30))
F("is_sorted", "items:ints -> bool", "check whether a list is sorted in ascending order|check if a list is already sorted|return true if the numbers are in ascending order", "判断列表是否按升序排列|检查列表是否已经排序|如果数字是升序则返回真",
  "return all(a <= b for a, b in zip($items, $items[1:]))", "return $items.Zip($items.Skip(1), (a, b) => a <= b).All(x => x);", "return $items.every((x, i) => i === 0 || $items[i - 1] <= x);", lambda v: v == sorted(v), (L,), ([1, 2, 2],), (E,))
F("median", "items:ints -> float", "return the median of a list of numbers|find the median of a list|compute the middle value of a list", "返回列表中数字的中位数|求列表的中位数|计算列表的中间值",
  "s = sorted($items)\nmid = len(s) // 2\nif len(s) % 2 == 1:\n    return s[mid]\nreturn (s[mid - 1] + s[mid]) / 2", "var s = $items.OrderBy(x => x).ToList();\nint mid = s.Count / 2;\nreturn s.Count % 2 == 1 ? s[mid] : (s[mid - 1] + s[mid]) / 2.0;", "const s = [...$items].sort((a, b) => a - b);\nconst mid = Math.floor(s.length / 2);\nreturn s.length % 2 === 1 ? s[mid] : (s[mid - 1] + s[mid]) / 2;", lambda v: __import__("statistics").median(v), (L,), (M,))
F("sum_of_evens", "items:ints -> int", "return the sum of the even numbers in a list|add up only the even numbers of a list|compute the total of all even elements", "返回列表中偶数的和|只把列表里的偶数相加|计算所有偶数元素的总和",
  "return sum(x for x in $items if x % 2 == 0)", "return $items.Where(x => x % 2 == 0).Sum();", "return $items.filter(x => x % 2 === 0).reduce((a, b) => a + b, 0);", lambda v: sum(x for x in v if not x & 1), (L,), (M,))
F("range_of_list", "items:ints -> int", "return the difference between the largest and smallest number of a list|compute the range of a list|find max minus min of a list", "返回列表中最大数与最小数之差|计算列表的极差|求列表的最大值减最小值",
  "return max($items) - min($items)", "return $items.Max() - $items.Min();", "return Math.max(...$items) - Math.min(...$items);", lambda v: sorted(v)[-1] - sorted(v)[0], (L,), (M,))
F("numbers_up_to", "n:int -> ints", "return a list of the numbers from 1 to n|build a list with the integers 1 to n|generate the numbers from one up to n", "返回1到n的数字列表|生成包含1到n的整数列表|产生从一到n的数字",
  "return list(range(1, $n + 1))", "return Enumerable.Range(1, $n).ToList();", "return Array.from({ length: $n }, (_, i) => i + 1);", lambda n: [i + 1 for i in range(n)], (4,), (0,))
F("all_positive", "items:ints -> bool", "check whether all numbers in a list are positive|check if every element of a list is greater than zero|return true if a list has only positive numbers", "判断列表中的数是否全为正数|检查列表的每个元素是否都大于零|如果列表只有正数则返回真",
  "return all(x > 0 for x in $items)", "return $items.All(x => x > 0);", "return $items.every(x => x > 0);", lambda v: not [x for x in v if x <= 0], (L,), (M,))
F("any_negative", "items:ints -> bool", "check whether a list has a negative number|check if any element of a list is below zero|return true if at least one number is negative", "判断列表中是否有负数|检查列表是否有元素小于零|如果至少有一个负数则返回真",
  "return any(x < 0 for x in $items)", "return $items.Any(x => x < 0);", "return $items.some(x => x < 0);", lambda v: len([x for x in v if x < 0]) > 0, (L,), (M,))
F("most_common", "items:ints -> int", "return the most common element of a list|find the value that occurs most often|get the mode of a list", "返回列表中最常见的元素|找出出现次数最多的值|求列表的众数",
  "return max($items, key=$items.count)", "return $items.GroupBy(x => x).OrderByDescending(g => g.Count()).First().Key;", "const count = x => $items.filter(y => y === x).length;\nreturn $items.reduce((best, x) => count(x) > count(best) ? x : best);", lambda v: [x for x in v if v.count(x) == max(map(v.count, v))][0], (L,), ([7, 7, 2],))
F("join_words", "words:strs -> str", "join a list of strings with commas|combine the strings of a list with commas|return the words of a list as one comma separated string", "用逗号连接字符串列表|把列表中的字符串以逗号合并|将单词列表返回为逗号分隔的字符串",
  "return ','.join($words)", "return string.Join(\",\", $words);", "return $words.join(',');", lambda w: ",".join(w), (["a", "b", "c"],), ([],))
F("word_lengths", "words:strs -> ints", "return the lengths of the strings in a list|map a list of words to their lengths|list how long each string is", "返回列表中各字符串的长度|把单词列表映射为长度|列出每个字符串有多长",
  "return [len(w) for w in $words]", "return $words.Select(w => w.Length).ToList();", "return $words.map(w => w.length);", lambda w: list(map(len, w)), (["a", "bbb"],), ([],))
F("words_longer_than", "words:strs -> strs", "return the strings of a list longer than $k characters|filter the words with more than $k letters|keep only words longer than $k", "返回列表中长度超过$k的字符串|筛选出多于$k个字母的单词|只保留比$k长的单词",
  "return [w for w in $words if len(w) > $k]", "return $words.Where(w => w.Length > $k).ToList();", "return $words.filter(w => w.length > $k);", lambda w, k: [x for x in w if len(x) > k], (["a", "b" * 50, "c" * 10, "dddd"],), ([],), k=(2, 40))
F("sort_by_length", "words:strs -> strs", "sort a list of strings by length|order words from shortest to longest|return the strings sorted by their length", "按长度对字符串列表排序|把单词从短到长排列|返回按长度排序的字符串",
  "return sorted($words, key=len)", "return $words.OrderBy(w => w.Length).ToList();", "return [...$words].sort((a, b) => a.length - b.length);", lambda w: sorted(w, key=lambda x: len(x)), (["ccc", "a", "bb"],), ([],))
F("sort_strings", "words:strs -> strs", "sort a list of strings alphabetically|order words in alphabetical order|return the strings in dictionary order", "按字母顺序对字符串列表排序|把单词按字母序排列|返回字典序的字符串",
  "return sorted($words)", "return $words.OrderBy(w => w, StringComparer.Ordinal).ToList();", "return [...$words].sort();", lambda w: sorted(w), (["pear", "apple"],), ([],))
F("upper_all", "words:strs -> strs", "convert every string of a list to upper case|return a list of words in uppercase|make all strings of a list uppercase", "把列表中的每个字符串转为大写|返回大写的单词列表|将列表所有字符串变成大写",
  "return [w.upper() for w in $words]", "return $words.Select(w => w.ToUpper()).ToList();", "return $words.map(w => w.toUpperCase());", lambda w: [x.upper() for x in w], (["a", "bB"],), ([],))
