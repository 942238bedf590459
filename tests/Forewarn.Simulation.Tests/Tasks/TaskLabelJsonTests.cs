using System.Text.Json;
using Forewarn.Simulation.Tasks;

namespace Forewarn.Simulation.Tests.Tasks;

public sealed class TaskLabelJsonTests
{
    private static readonly TaskLabel s_label = new("rim", ("side", "left"), ("speed", "fast"), ("tilt", "upright"));

    [Fact]
    public void A_label_comes_back_as_it_was_written() =>
        Assert.Equal(s_label, JsonSerializer.Deserialize<TaskLabel>(JsonSerializer.Serialize(s_label)));

    /// <summary>As the first cup data sets have it: enumerations' names, and what follows from them.</summary>
    [Fact]
    public void Labels_of_the_first_data_sets_are_read() => Assert.Equal(s_label, JsonSerializer.Deserialize<TaskLabel>(
        """{"outcome":"Rim","side":"Left","speed":"Fast","tilt":"Upright","mode":"rim-left","held":true}"""));

    [Theory]
    [InlineData("""{"side":"left"}""", "without outcome")]
    [InlineData("""{"outcome":"rim","side":3}""", "side is no text")]
    [InlineData("""["rim"]""", "no object")]
    public void What_is_no_label_is_said(string json, string said) =>
        Assert.Contains(said, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TaskLabel>(json)).Message, StringComparison.Ordinal);
}
