namespace BatchGen.Batches.Data;

/// <summary>Keeps in memory what another machine may change in the database.</summary>
internal interface IFollowsDatabase
{
    /// <summary>Looks, and takes over what has changed. Called every <see cref="NodeOptions.FollowInterval"/>, never twice at once.</summary>
    Task FollowAsync(CancellationToken cancellationToken);
}
