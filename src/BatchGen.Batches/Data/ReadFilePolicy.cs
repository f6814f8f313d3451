namespace BatchGen.Batches.Data;

/// <summary>How a watched folder's file that was read is kept from being read again.</summary>
public enum ReadFilePolicy
{
    /// <summary>It is moved into "done" beside it.</summary>
    Move,

    /// <summary>It stays, and its content is remembered.</summary>
    Remember,
}
