using System.Numerics;

namespace BatchGen.Inference.Sampling;

/// <summary>
/// A candidate in one number whose order is the order of preference: smaller means nearer to the largest logit, among
/// equals the lower token id. The bits of a float that is not negative sort like the float; they are the upper half.
/// </summary>
internal static class CandidateKey
{
    public static ulong Of(float distance, int token) =>
        (ulong)BitConverter.SingleToUInt32Bits(distance) << 32 | (uint)token;

    public static int Token(ulong key) => (int)(uint)key;

    public static float Distance(ulong key) => BitConverter.UInt32BitsToSingle((uint)(key >> 32));

    /// <summary>The distances of two neighbouring vectors of keys.</summary>
    public static Vector<float> Distances(Vector<ulong> low, Vector<ulong> high) =>
        Vector.AsVectorSingle(Vector.Narrow(Vector.ShiftRightLogical(low, 32), Vector.ShiftRightLogical(high, 32)));
}
