namespace BatchGen.Engine.Client;

/// <summary>Every engine of this machine, one a model.</summary>
public interface IEngineManager
{
    /// <summary>
    /// The engine of a model file with whatever settings it is loaded with, for counting tokens and for a person who waits;
    /// starts nothing by itself.
    /// </summary>
    IEngine GetEngine(string modelPath);

    /// <summary>
    /// The same engine with these settings. While it works with others, whoever asks waits: it is loaded again once it
    /// has been idle for Engine:IdleBeforeUnload, or when Engine:SettingsTurn has passed. Until then the status of what
    /// is returned here says so in <see cref="EngineStatus.WaitingReason"/>. A longer context than asked for serves too.
    /// </summary>
    IEngine GetEngine(string modelPath, EngineChoice choice);

    IReadOnlyList<EngineStatus> GetStatuses();

    /// <summary>Ends every engine that nobody works in or waits for, which gives its memory back; it comes back when somebody asks for it.</summary>
    /// <param name="unusedFor">What was used since stays.</param>
    /// <param name="isMeant">Of the path of a model; null means all.</param>
    /// <returns>False while one that is meant stays.</returns>
    bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant = null);

    IDisposable Subscribe(Action<EngineStatus> onChange);
}
