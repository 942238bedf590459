namespace Forewarn.Core.Tests;

public sealed class PlanTextTests
{
    private static readonly PlanText Form =
        new(2, [new("x_m", 0.3, 0.005, 2), new("yaw_rad", -1, 0.1, 2), new("width_m", 0, 0.005, 1)]);

    [Fact]
    public void Every_second_row_is_one_word_of_steps_above_the_origins() =>
        Assert.Equal("00000 40137", Form.Write([9, 9, 9, 0.3f, -1, 0, 9, 9, 9, 0.5f, 0.3f, 0.035f]));

    [Fact]
    public void What_lies_outside_is_written_as_the_nearest_end() =>
        Assert.Equal("00999", Form.Write([0, 0, 0, -5, 50, 1]));

    [Fact]
    public void All_plans_of_one_length_have_words_of_one_length()
    {
        var seed = new SeedStream(3);
        for (int i = 0; i < 200; i++)
        {
            float[] plan = [.. Enumerable.Range(0, 12).Select(_ => (float)seed.NextNormal())];
            string text = Form.Write(plan);
            Assert.Equal([5, 5], text.Split(' ').Select(w => w.Length));
            Assert.All(text, c => Assert.True(char.IsAsciiDigit(c) || c == ' '));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    [InlineData(0)]
    public void Numbers_that_are_no_rows_are_refused(int count) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => Form.Write(new float[count])).ExitCode);

    [Fact]
    public void A_number_that_is_not_finite_is_named_with_its_row_and_column() =>
        Assert.Contains("row 1, yaw_rad", Assert.Throws<ForewarnException>(() => Form.Write([0, 0, 0, 0, float.NaN, 0])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_column_is_read_as_it_was_written()
    {
        foreach (var column in Form.Columns) Assert.Equal(column, PlanTextColumn.Parse(column.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x_m 0.3 0.005")]
    [InlineData("x_m 0.3 0 2")]
    [InlineData("x_m 0.3 -1 2")]
    [InlineData("x_m NaN 1 2")]
    [InlineData("x_m 0,3 1 2")]
    [InlineData("x_m 0.3 1 0")]
    [InlineData("x_m 0.3 1 two")]
    public void A_damaged_column_is_refused(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<ForewarnException>(() => PlanTextColumn.Parse(text)).Message, StringComparison.Ordinal);
}
