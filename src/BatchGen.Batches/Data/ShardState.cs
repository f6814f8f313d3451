namespace BatchGen.Batches.Data;

public enum ShardState
{
    Pending,
    Claimed,
    Done,
}
