using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BatchGen.Testing;

/// <summary>Makes archives in memory, the dishonest ones included.</summary>
public sealed class ZipBuilder
{
    private byte[] _bytes = [];

    public ZipBuilder With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public ZipBuilder With(string path, byte[] bytes, int attributes = 0)
    {
        using var file = new MemoryStream();
        file.Write(_bytes);
        using (var zip = new ZipArchive(file, _bytes.Length == 0 ? ZipArchiveMode.Create : ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.CreateEntry(path);
            entry.ExternalAttributes = attributes;
            using var content = entry.Open();
            content.Write(bytes);
        }

        _bytes = file.ToArray();
        return this;
    }

    public MemoryStream Build() => new(_bytes);

    /// <summary>States the unpacked size of the only entry as a lie, in its local header and in the directory.</summary>
    public MemoryStream BuildClaimingLength(uint length)
    {
        byte[] bytes = [.. _bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexOf(bytes, 0x04034B50) + 22), length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexOf(bytes, 0x02014B50) + 24), length);
        return new MemoryStream(bytes);
    }

    /// <summary>Sets the flag that says the only entry is encrypted.</summary>
    public MemoryStream BuildEncrypted()
    {
        byte[] bytes = [.. _bytes];
        bytes[IndexOf(bytes, 0x04034B50) + 6] |= 1;
        bytes[IndexOf(bytes, 0x02014B50) + 8] |= 1;
        return new MemoryStream(bytes);
    }

    private static int IndexOf(byte[] bytes, uint signature)
    {
        var wanted = BitConverter.GetBytes(signature);
        return bytes.AsSpan().IndexOf(wanted);
    }
}
