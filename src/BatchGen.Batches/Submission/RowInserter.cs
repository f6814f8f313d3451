using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Inserts many rows of one entity with a prepared multi-row INSERT on the context's connection and transaction.
/// Columns and conversions come from EF's model, so the two cannot drift apart; generated keys are left to the
/// database and not read back, which is most of what AddRange spends.
/// </summary>
internal sealed class RowInserter<TEntity> : IDisposable
    where TEntity : class
{
    private const int RowsPerCommand = 50;

    private readonly Column[] _columns;
    private readonly string _insertInto;
    private readonly Func<DbCommand> _newCommand;
    private readonly List<TEntity> _waiting = new(RowsPerCommand);
    private DbCommand? _full;

    public RowInserter(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(TEntity))!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = db.Database.GetService<ISqlGenerationHelper>();
        _columns = [.. entity.GetProperties()
            .Where(property => property.ValueGenerated == ValueGenerated.Never)
            .Select(property => new Column(property, sql.DelimitIdentifier(property.GetColumnName(table)!)))];
        _insertInto = $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", _columns.Select(column => column.Name))}) VALUES ";
        _newCommand = () =>
        {
            var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            return command;
        };
    }

    public async Task AddAsync(TEntity row, CancellationToken cancellationToken)
    {
        _waiting.Add(row);
        if (_waiting.Count < RowsPerCommand)
            return;

        if (_full is null)
        {
            _full = Build(RowsPerCommand);
            await _full.PrepareAsync(cancellationToken);
        }

        await ExecuteAsync(_full, cancellationToken);
    }

    /// <summary>Inserts what is left; call it once, last.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
            return;
        await using var rest = Build(_waiting.Count);
        await ExecuteAsync(rest, cancellationToken);
    }

    public void Dispose() => _full?.Dispose();

    private DbCommand Build(int rows)
    {
        var command = _newCommand();
        var text = new StringBuilder(_insertInto);
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < _columns.Length; i++)
            {
                var parameter = _columns[i].CreateParameter(command, $"@r{row}_{i}");
                command.Parameters.Add(parameter);
                text.Append(i == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            text.Append(')');
        }

        command.CommandText = text.ToString();
        return command;
    }

    private async Task ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var next = 0;
        foreach (var row in _waiting)
        {
            foreach (var column in _columns)
                command.Parameters[next++].Value = column.Read(row);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        _waiting.Clear();
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public string Name { get; } = name;

        public DbParameter CreateParameter(DbCommand command, string parameterName) =>
            _mapping.CreateParameter(command, parameterName, value: null, property.IsNullable);

        public object Read(TEntity row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return (_mapping.Converter is null ? value : _mapping.Converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
    }
}
