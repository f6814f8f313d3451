using System.Collections;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// The file's tensors in file order. Entries stay as the file's bytes and become <see cref="GgufTensor"/>s when
/// looked at, so that a header of 65,536 tiny tensors costs no more memory than itself.
/// </summary>
public sealed class GgufTensorTable : IReadOnlyList<GgufTensor>
{
    private readonly byte[] _raw;
    private readonly int[] _offsets;
    private readonly int[] _byName;

    /// <param name="raw">The header's tensor entries.</param>
    /// <param name="offsets">Where in <paramref name="raw"/> each entry starts; every entry has been checked.</param>
    /// <param name="byName">Indices of the entries, ordered by name.</param>
    internal GgufTensorTable(byte[] raw, int[] offsets, int[] byName)
    {
        _raw = raw;
        _offsets = offsets;
        _byName = byName;
    }

    public int Count => _offsets.Length;

    /// <summary>The tensors of several files, one file's behind the other's.</summary>
    /// <param name="tables">No name is in two of them.</param>
    internal static GgufTensorTable Of(IReadOnlyList<GgufTensorTable> tables)
    {
        var raw = new List<byte>();
        var offsets = new List<int>();
        foreach (var table in tables)
        {
            offsets.AddRange(table._offsets.Select(offset => offset + raw.Count));
            raw.AddRange(table._raw);
        }

        byte[] all = [.. raw];
        int[] byName = [.. Enumerable.Range(0, offsets.Count)];
        Array.Sort(byName, (x, y) => TensorEntry.At(all, offsets[x]).Name.SequenceCompareTo(TensorEntry.At(all, offsets[y]).Name));
        return new GgufTensorTable(all, [.. offsets], byName);
    }

    public GgufTensor this[int index] => TensorEntry.At(_raw, _offsets[index]).ToTensor();

    public bool Contains(string name) => Find(name) is not null;

    /// <summary>The tensor of that name, or null.</summary>
    public GgufTensor? Find(string name)
    {
        var wanted = System.Text.Encoding.UTF8.GetBytes(name);
        var low = 0;
        var high = _byName.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var entry = TensorEntry.At(_raw, _offsets[_byName[middle]]);
            var order = entry.Name.SequenceCompareTo(wanted);
            if (order == 0)
                return entry.ToTensor();
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    public IEnumerator<GgufTensor> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
