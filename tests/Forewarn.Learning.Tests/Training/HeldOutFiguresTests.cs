using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Training;

public sealed class HeldOutFiguresTests
{
    [Fact]
    public void Figures_with_an_interval_go_through_the_run_folder_and_others_stay_behind()
    {
        using var temporary = new TemporaryFolder();
        var folder = RunFolder.At(temporary.Path);
        var wanted = MetricInterval.OfShare(9, 10);
        var figures = new Dictionary<string, double> { ["eval/loss"] = 0.5, ["eval/broken"] = double.NaN };
        figures.Put("eval/accuracy", wanted);

        Assert.Empty(HeldOutFigures.Read(folder));
        HeldOutFigures.Write(folder, figures);

        var (name, read) = Assert.Single(HeldOutFigures.Read(folder));
        Assert.Equal(("accuracy", wanted), (name, read));
    }

    [Fact]
    public void The_model_card_shows_value_interval_and_sample_size()
    {
        var card = new StringBuilder();
        HeldOutFigures.Append(card, new Dictionary<string, MetricInterval> { ["accuracy"] = new(0.9, 0.596, 0.982, 10) });
        Assert.Contains("| accuracy | 0.9 | 0.596 to 0.982 | 10 |", card.ToString(), StringComparison.Ordinal);
    }
}
