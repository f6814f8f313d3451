using System.Reflection;

namespace BatchGen.Batches.Data;

/// <summary>
/// Where each provider's migrations are. They reference this room, so the composition root hands them down,
/// typed: a renamed assembly fails the build and not the first start.
/// </summary>
public sealed record MigrationAssemblies(Assembly Sqlite, Assembly PostgreSql);
