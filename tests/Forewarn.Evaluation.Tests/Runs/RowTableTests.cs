using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Runs;

public sealed class RowTableTests
{
    private sealed record Row(int Index, double Value, string Text);

    [Fact]
    public void Rows_survive_with_nan_and_line_breaks()
    {
        string path = Path.Combine(SyntheticStudy.NewFolder(), "t.jsonl");
        using (var table = RowTable<Row>.Open(path, "a")) table.Append(new(1, double.NaN, "two\nlines"));
        using var again = RowTable<Row>.Open(path, "a");
        Assert.Equal(new Row(1, double.NaN, "two\nlines"), again.Rows.Single());
    }

    [Fact]
    public void Damage_before_the_last_line_is_an_error_that_names_the_line()
    {
        string path = Path.Combine(SyntheticStudy.NewFolder(), "t.jsonl");
        using (var table = RowTable<Row>.Open(path, "a"))
            for (int i = 0; i < 3; i++) table.Append(new(i, i, ""));
        var lines = File.ReadAllLines(path);
        lines[2] = lines[2][..5];
        File.WriteAllLines(path, lines);
        Assert.Contains("line 3", Assert.Throws<ForewarnException>(() => RowTable<Row>.Open(path, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_torn_by_a_kill_starts_over()
    {
        string path = Path.Combine(SyntheticStudy.NewFolder(), "t.jsonl");
        File.WriteAllText(path, "{\"ident");
        using (var table = RowTable<Row>.Open(path, "a")) table.Append(new(7, 0, "x"));
        using var again = RowTable<Row>.Open(path, "a");
        Assert.Equal(7, again.Rows.Single().Index);
    }
}
