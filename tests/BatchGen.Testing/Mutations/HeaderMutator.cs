using System.Buffers.Binary;

namespace BatchGen.Testing.Mutations;

/// <summary>Damaged copies of a header: flipped bits, written-over length fields, cuts, splices, random bytes, and several of these at once.</summary>
public sealed class HeaderMutator(byte[] header, Random random)
{
    private static readonly ulong[] Interesting =
    [
        0, 1, 2, 31, 63, 64, 255, 256, 65_535, 65_536, int.MaxValue, uint.MaxValue, 1UL << 32, 1UL << 40,
        1UL << 60, (1UL << 61) - 1, long.MaxValue, 1UL << 63, ulong.MaxValue - 7, ulong.MaxValue,
    ];

    public byte[] Next() => Damage((byte[])header.Clone());

    /// <summary>One to three changes, each of one kind; the array given may be written to.</summary>
    public byte[] Damage(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        for (var changes = 1 + random.Next(3); changes > 0 && bytes.Length > 16; changes--)
            bytes = Change(bytes);
        return bytes;
    }

    private byte[] Change(byte[] bytes) => random.Next(6) switch
    {
        0 => FlipBit(bytes),
        1 => WriteLength(bytes),
        2 => WriteLength(bytes),
        3 => bytes[..random.Next(bytes.Length)],
        4 => Splice(bytes),
        _ => Scribble(bytes),
    };

    private byte[] FlipBit(byte[] bytes)
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private byte[] WriteLength(byte[] bytes)
    {
        var value = Interesting[random.Next(Interesting.Length)];
        var at = random.Next(bytes.Length - sizeof(ulong));
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }

    private byte[] Splice(byte[] bytes)
    {
        var from = random.Next(bytes.Length);
        var piece = bytes.AsSpan(from, random.Next(Math.Min(200, bytes.Length - from)));
        var to = random.Next(bytes.Length);
        return [.. bytes.AsSpan(0, to), .. piece, .. bytes.AsSpan(to)];
    }

    private byte[] Scribble(byte[] bytes)
    {
        var from = random.Next(bytes.Length);
        random.NextBytes(bytes.AsSpan(from, random.Next(Math.Min(16, bytes.Length - from))));
        return bytes;
    }
}
