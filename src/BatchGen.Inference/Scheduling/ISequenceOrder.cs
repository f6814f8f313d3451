namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Who goes first among waiting sequences of equal priority. Called on the loop's thread; must be a consistent
/// order. Of sequences it calls equal, groups take turns, each in its order of arrival.
/// </summary>
public interface ISequenceOrder
{
    /// <returns>Negative when <paramref name="x"/> goes first, positive when <paramref name="y"/> does.</returns>
    int Compare(SequenceRequest x, SequenceRequest y);
}
