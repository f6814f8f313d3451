namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Who goes first among waiting sequences of equal priority. Called on the loop's thread; must be a consistent
/// order. Sequences it calls equal go by arrival.
/// </summary>
public interface ISequenceOrder
{
    /// <returns>Negative when <paramref name="x"/> goes first, positive when <paramref name="y"/> does.</returns>
    int Compare(SequenceRequest x, SequenceRequest y);
}
