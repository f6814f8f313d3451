namespace BatchGen.Inference.Gguf;

/// <summary>
/// Bounds that keep a hostile header from costing memory or time. Real models stay far below: about 60 keys,
/// under 1,500 tensors and 15 MiB of header (a vocabulary of 262,144 tokens with its merges).
/// With them, reading allocates no more than the file's own size plus <see cref="FixedOverheadBytes"/>.
/// </summary>
public static class GgufLimits
{
    public const int Keys = 2_048;

    public const int KeyBytes = 256;

    public const int Tensors = 65_536;

    /// <summary>Files of one model; the largest published are in fewer than 100.</summary>
    public const int Parts = 1_024;

    /// <summary>ggml's GGML_MAX_NAME is 64 with its terminator.</summary>
    public const int TensorNameBytes = 63;

    /// <summary>Two thousand times the largest tensor known; sums over all tensors stay inside 63 bits.</summary>
    public const long TensorElements = 1L << 44;

    /// <summary>All tensors' data together, in bytes: 1 PiB.</summary>
    public const long DataBytes = 1L << 50;

    /// <summary>ggml's GGML_MAX_DIMS.</summary>
    public const int Dimensions = 4;

    /// <summary>All metadata values together, in bytes.</summary>
    public const long MetadataBytes = 64L << 20;

    /// <summary>
    /// What reading allocates beyond the file's own bytes at most: the read buffer (64 KiB), the objects of
    /// <see cref="Keys"/> keys and two index columns for <see cref="Tensors"/> tensors (8 bytes each).
    /// </summary>
    public const long FixedOverheadBytes = 2L << 20;

    public const uint AlignmentMax = 1u << 20;
}
