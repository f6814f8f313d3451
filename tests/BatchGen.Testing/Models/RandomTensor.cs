namespace BatchGen.Testing.Models;

/// <summary>One tensor to be written.</summary>
/// <param name="RowLength">ne[0]: weights in a row.</param>
/// <param name="Rows">ne[1]; 1 for a vector.</param>
/// <param name="Mean">Around which the weights lie: 1 for norms, else 0.</param>
/// <param name="Spread">Their standard deviation.</param>
/// <param name="ZeroRowsFrom">Rows from here on are zero.</param>
public sealed record RandomTensor(string Name, int RowLength, int Rows, TensorType Type, float Mean, float Spread, int ZeroRowsFrom = int.MaxValue)
{
    public long ByteCount => (long)Rows * RowLength / BlockLength * BlockBytes;

    private int BlockLength => Type == TensorType.F32 ? 1 : 32;

    private int BlockBytes => Type switch
    {
        TensorType.Q8_0 => 34,
        TensorType.Q4_0 => 18,
        _ => 4,
    };
}
