using System.Text;
using System.Text.Unicode;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// Reads the header of a GGUF file, version 2 or 3, little endian: counts, keys, tensor list. The tensors' data is
/// never read, apart from a few samples that tell a header-only file from a whole one. Every count and length is held
/// against the bytes that are really left before anything is allocated; see <see cref="GgufLimits"/> for what that
/// guarantees. The format is described in ggml's docs/gguf.md and in gguf.cpp of llama.cpp v0.5.0.
/// </summary>
public static class GgufReader
{
    private const uint Magic = 0x46554747; // "GGUF", read as a little-endian number

    private const uint DefaultAlignment = 32;

    private const string AlignmentKey = "general.alignment";

    /// <param name="stream">Seekable; read from its start, not closed.</param>
    /// <param name="path">What messages and the result call the file.</param>
    /// <exception cref="GgufException">The header cannot be used. Nothing else is thrown for any content.</exception>
    public static GgufFile Read(Stream stream, string path)
    {
        var cursor = new GgufCursor(stream);
        CheckMagic(cursor);
        var version = ReadVersion(cursor);
        var tensorCount = ReadCount(cursor, GgufLimits.Tensors, "tensors");
        var keyCount = ReadCount(cursor, GgufLimits.Keys, "keys");
        var metadata = new GgufMetadata(ReadValues(cursor, keyCount));
        var alignment = AlignmentOf(metadata);
        var tensors = TensorSection.Read(cursor, tensorCount, alignment);
        var dataStart = PaddedEnd(tensors.End, alignment);
        var data = TensorData.Examine(stream, dataStart, tensors.DataBytes);
        return new GgufFile(path, version, metadata, tensors.Table, dataStart, tensors.DataBytes, cursor.Length, data);
    }

    private static void CheckMagic(GgufCursor cursor)
    {
        if (cursor.Remaining < sizeof(uint) || cursor.ReadUInt32("the file's first bytes") != Magic)
        {
            throw new GgufException(
                GgufErrorCodes.NotGguf, "The file does not start with \"GGUF\", so it is no GGUF model. Choose another file.", 0);
        }
    }

    private static uint ReadVersion(GgufCursor cursor)
    {
        var version = cursor.ReadUInt32("the version");
        // A version fits two bytes, so a number with only high bytes was written the other way round.
        if ((version & 0xFFFF) == 0 && version != 0)
        {
            throw new GgufException(
                GgufErrorCodes.BigEndian,
                "The GGUF file was written for big-endian machines. Get the little-endian file, or convert it with gguf_convert_endian.py.",
                sizeof(uint));
        }
        return version is 2 or 3
            ? version
            : throw new GgufException(
                GgufErrorCodes.VersionUnsupported,
                $"The GGUF file has version {version}; versions 2 and 3 are read. Convert the model again with a current converter.",
                sizeof(uint));
    }

    private static int ReadCount(GgufCursor cursor, int most, string what)
    {
        var at = cursor.Position;
        // 13 bytes is the least a key (name length, name, type, one byte of value) or a tensor can take.
        var count = cursor.ReadLength(unitBytes: 13, what);
        return count <= most
            ? (int)count
            : throw new GgufException(
                GgufErrorCodes.HeaderTooLarge,
                $"The file announces {count} {what}; at most {most} are read, far more than any model has. The file is damaged.",
                at);
    }

    private static Dictionary<string, GgufValue> ReadValues(GgufCursor cursor, int count)
    {
        var values = new Dictionary<string, GgufValue>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var at = cursor.Position;
            var key = ReadKey(cursor);
            if (!values.TryAdd(key, ReadValue(cursor, key)))
            {
                throw new GgufException(
                    GgufErrorCodes.DuplicateKey, $"The key '{key}' is in the file twice. The file is damaged: convert it again.", at, key);
            }
            if (cursor.Position > GgufLimits.MetadataBytes)
            {
                throw new GgufException(
                    GgufErrorCodes.HeaderTooLarge,
                    $"The file's keys take more than {GgufLimits.MetadataBytes >> 20} MiB, far more than any model's. The file is damaged.",
                    at,
                    key);
            }
        }
        return values;
    }

    private static string ReadKey(GgufCursor cursor)
    {
        var at = cursor.Position;
        var length = cursor.ReadLength(unitBytes: 1, "a key's name");
        if (length is 0 or > GgufLimits.KeyBytes)
        {
            throw new GgufException(
                GgufErrorCodes.BadText,
                $"The key at byte {at} has a name of {length} bytes; 1 to {GgufLimits.KeyBytes} are read. The file is damaged.",
                at);
        }
        var name = cursor.ReadBytes(length, "a key's name");
        return Utf8.IsValid(name)
            ? Encoding.UTF8.GetString(name)
            : throw new GgufException(GgufErrorCodes.BadText, $"The key at byte {at} is not UTF-8. The file is damaged.", at);
    }

    private static GgufValue ReadValue(GgufCursor cursor, string key)
    {
        var what = $"key '{key}'";
        var type = ReadType(cursor, key, what);
        return type switch
        {
            GgufValueType.Text => new GgufValue(type, type, 1, ReadMetadata(cursor, cursor.ReadLength(1, what), key, what)),
            GgufValueType.List => ReadArray(cursor, key, what),
            _ => new GgufValue(type, type, 1, cursor.ReadBytes(GgufValueTypes.Bytes(type), what)),
        };
    }

    private static GgufValue ReadArray(GgufCursor cursor, string key, string what)
    {
        var elementType = ReadType(cursor, key, what);
        if (elementType == GgufValueType.List)
        {
            throw new GgufException(
                GgufErrorCodes.BadValueType, $"The key '{key}' holds lists of lists, which llama.cpp does not read.", cursor.Position, key);
        }
        var isText = elementType == GgufValueType.Text;
        var elementBytes = isText ? sizeof(ulong) : GgufValueTypes.Bytes(elementType);
        var count = cursor.ReadLength(elementBytes, what);
        var start = cursor.Position;
        var bytes = isText ? TextBytes(cursor, count, key, what) : count * elementBytes;
        cursor.Seek(start);
        return new GgufValue(GgufValueType.List, elementType, count, ReadMetadata(cursor, bytes, key, what));
    }

    /// <summary>Walks a list of texts to learn its size; nothing is kept.</summary>
    private static long TextBytes(GgufCursor cursor, long count, string key, string what)
    {
        var start = cursor.Position;
        for (var i = 0L; i < count; i++)
        {
            cursor.Skip(cursor.ReadLength(unitBytes: 1, what), what);
            CheckMetadataBytes(cursor.Position - start, start, key);
        }
        return cursor.Position - start;
    }

    private static byte[] ReadMetadata(GgufCursor cursor, long bytes, string key, string what)
    {
        CheckMetadataBytes(bytes, cursor.Position, key);
        return cursor.ReadBytes(bytes, what);
    }

    private static void CheckMetadataBytes(long bytes, long at, string key)
    {
        if (bytes > GgufLimits.MetadataBytes)
        {
            throw new GgufException(
                GgufErrorCodes.HeaderTooLarge,
                $"The key '{key}' takes more than {GgufLimits.MetadataBytes >> 20} MiB, far more than any model's. The file is damaged.",
                at,
                key);
        }
    }

    private static GgufValueType ReadType(GgufCursor cursor, string key, string what)
    {
        var at = cursor.Position;
        var type = cursor.ReadUInt32(what);
        return GgufValueTypes.IsKnown(type)
            ? (GgufValueType)type
            : throw new GgufException(
                GgufErrorCodes.BadValueType, $"The key '{key}' has the unknown type {type}. The file is damaged, or newer than this program.", at, key);
    }

    private static uint AlignmentOf(GgufMetadata metadata)
    {
        if (!metadata.TryGet(AlignmentKey, out var value))
            return DefaultAlignment;
        // llama.cpp reads this key as a 32-bit unsigned number only.
        var alignment = value.Type == GgufValueType.U32 ? value.IntegerAt(0) : 0;
        return alignment is > 0 and <= GgufLimits.AlignmentMax && long.IsPow2(alignment)
            ? (uint)alignment
            : throw new GgufException(
                GgufErrorCodes.BadAlignment,
                $"'{AlignmentKey}' must be a power of two up to {GgufLimits.AlignmentMax}, stored as a 32-bit unsigned number. The file is damaged.",
                key: AlignmentKey);
    }

    private static long PaddedEnd(long end, uint alignment) => (end + alignment - 1) / alignment * alignment;
}
