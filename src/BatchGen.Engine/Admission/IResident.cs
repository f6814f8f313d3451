namespace BatchGen.Engine.Admission;

/// <summary>An engine that is in memory, as the desk sees it.</summary>
internal interface IResident
{
    string ModelPath { get; }

    /// <summary>Somebody has work in it or waits for it.</summary>
    bool IsBusy { get; }

    /// <summary>When its last work ended, UTC.</summary>
    DateTimeOffset LastUsed { get; }
}
