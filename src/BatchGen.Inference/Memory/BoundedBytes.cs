namespace BatchGen.Inference.Memory;

/// <summary>Keeps absurd lengths from becoming absurd sums: every part of a plan stays under 1 PiB, so that adding parts cannot overflow.</summary>
internal static class BoundedBytes
{
    private const long Most = 1L << 50;

    /// <exception cref="PlanException">The number is beyond any machine.</exception>
    public static long Of(Func<long> bytes)
    {
        try
        {
            return bytes() is var sum and <= Most ? sum : throw TooLarge();
        }
        catch (OverflowException)
        {
            throw TooLarge();
        }
    }

    private static PlanException TooLarge() => new(
        PlanErrorCodes.TooLarge, "The plan would pass 1 PiB. Lower the context, the slots or the micro step.", "context");
}
