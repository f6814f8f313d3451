namespace BatchGen.Batches.Chunking.Splitting;

/// <summary>"Part n of m", 1-based.</summary>
internal readonly record struct PartNumber(int Number, int Total)
{
    /// <summary>Stands for every number up to the total while the total is not known: as wide as any of them.</summary>
    public static PartNumber Widest(long atMost)
    {
        var nines = 9;
        while (nines < atMost && nines < 999_999_999)
            nines = (nines * 10) + 9;
        return new PartNumber(nines, nines);
    }
}
