namespace BatchGen.Inference.Gguf;

/// <summary>What the reader needs to know of a value's type.</summary>
internal static class GgufValueTypes
{
    public static bool IsKnown(uint type) => type <= (uint)GgufValueType.F64;

    /// <summary>Bytes of one scalar; 0 for texts and arrays, which carry their own length.</summary>
    public static int Bytes(GgufValueType type) => type switch
    {
        GgufValueType.U8 or GgufValueType.I8 or GgufValueType.Bool => 1,
        GgufValueType.U16 or GgufValueType.I16 => 2,
        GgufValueType.U32 or GgufValueType.I32 or GgufValueType.F32 => 4,
        GgufValueType.U64 or GgufValueType.I64 or GgufValueType.F64 => 8,
        _ => 0,
    };

    public static bool IsInteger(GgufValueType type) => type is
        GgufValueType.U8 or GgufValueType.I8 or GgufValueType.U16 or GgufValueType.I16 or
        GgufValueType.U32 or GgufValueType.I32 or GgufValueType.U64 or GgufValueType.I64;
}
