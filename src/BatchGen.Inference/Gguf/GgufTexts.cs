using System.Buffers.Binary;
using System.Text;

namespace BatchGen.Inference.Gguf;

/// <summary>An array of texts, walked in order without making a string of each. The reader has checked every length.</summary>
public readonly struct GgufTexts
{
    private readonly byte[] _raw;

    internal GgufTexts(byte[] raw, long count)
    {
        _raw = raw;
        Count = count;
    }

    public long Count { get; }

    public Enumerator GetEnumerator() => new(_raw, Count);

    /// <returns>Null when there are not so many.</returns>
    public string? TextAt(long index)
    {
        foreach (var text in this)
        {
            if (index-- == 0)
                return Encoding.UTF8.GetString(text.Span);
        }

        return null;
    }

    /// <summary>Gives each text as its UTF-8 bytes, a part of the file's own.</summary>
    public struct Enumerator
    {
        private readonly byte[] _raw;
        private long _left;
        private int _next;

        internal Enumerator(byte[] raw, long count)
        {
            _raw = raw;
            _left = count;
        }

        public ReadOnlyMemory<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(_raw.AsSpan(_next));
            Current = _raw.AsMemory(_next + sizeof(long), length);
            _next += sizeof(long) + length;
            _left--;
            return true;
        }
    }
}
