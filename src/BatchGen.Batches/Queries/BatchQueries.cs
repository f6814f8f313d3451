namespace BatchGen.Batches.Queries;

/// <summary>What pages and the API read. Every call opens a context of its own.</summary>
public sealed class BatchQueries
{
    private readonly string _pending = "This body follows in the next commit.";

    /// <summary>Newest first.</summary>
    /// <param name="cursor">Null for the first page; else <see cref="BatchPage.Cursor"/>, or the public id of the last batch seen.</param>
    public Task<BatchPage> ListAsync(BatchFilter filter, string? cursor, int limit, CancellationToken cancellationToken) =>
        Task.FromException<BatchPage>(new InvalidOperationException(_pending));

    /// <summary>Null when there is none of that id.</summary>
    public Task<BatchDetails?> GetAsync(string publicId, CancellationToken cancellationToken) =>
        Task.FromException<BatchDetails?>(new InvalidOperationException(_pending));

    /// <summary>In input order, from an offset: what a virtualized grid asks for.</summary>
    public Task<ItemPage> ListItemsAsync(string batchPublicId, ItemFilter filter, int offset, int limit, CancellationToken cancellationToken) =>
        Task.FromException<ItemPage>(new InvalidOperationException(_pending));

    /// <summary>Null when there is none of that ordinal.</summary>
    public Task<ItemDetails?> GetItemAsync(string batchPublicId, int ordinal, CancellationToken cancellationToken) =>
        Task.FromException<ItemDetails?>(new InvalidOperationException(_pending));

    public Task<DashboardCounts> CountAsync(CancellationToken cancellationToken) =>
        Task.FromException<DashboardCounts>(new InvalidOperationException(_pending));
}
