using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.InverseRl.Evolution;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.InverseRl.Evolution;

public class OpenEsTests
{
    private static readonly OpenEsOptions Small = new() { Population = 16, Sigma = 0.1, LearningRate = 0.05, Generations = 80, Seed = 7 };

    [Fact]
    public void Ranks_are_centred_and_tied_values_share_theirs()
    {
        Assert.Equal([-0.5, 0.5, 0], CentredRanks.Of([1, 9, 5]));
        Assert.Equal([0.0, 0, 0, 0], CentredRanks.Of([2, 2, 2, 2]));
        Assert.Equal([-0.3333, 0.5, -0.3333, 0.1667], CentredRanks.Of([0, 7, 0, 5]).Select(r => Math.Round(r, 4)));
    }

    [Fact]
    public void Ranks_sum_to_zero_and_follow_the_order() => Gen.Int[-3, 3].Array[2, 30].Sample(values =>
    {
        double[] fitness = [.. values.Select(v => (double)v)], ranks = CentredRanks.Of(fitness);
        Assert.Equal(0, ranks.Sum(), 1e-9);
        for (int i = 1; i < ranks.Length; i++) Assert.Equal(Math.Sign(values[i] - values[i - 1]), Math.Sign(ranks[i] - ranks[i - 1]));
    });

    [Fact]
    public void It_climbs_a_quadratic_to_its_top()
    {
        var search = new OpenEs(new float[5], Small);
        while (!search.IsDone) search.Advance(new Quadratic(1));
        Assert.All(search.Mean.ToArray(), v => Assert.Equal(1, v, 0.15));
    }

    [Fact]
    public void Members_of_a_pair_are_opposite_and_share_their_seed()
    {
        var search = new OpenEs([1, 2, 3], Small);
        float[] up = new float[3], down = new float[3];
        for (int pair = 0; pair < 8; pair++)
        {
            search.Fill(2 * pair, up);
            search.Fill(2 * pair + 1, down);
            for (int i = 0; i < 3; i++) Assert.Equal(2f * (i + 1), up[i] + down[i], 1e-6f);
        }
        var generation = search.Advance(new SeedAlone());
        Assert.Equal(generation.Fitness.Where((_, i) => i % 2 == 0), generation.Fitness.Where((_, i) => i % 2 == 1));
        Assert.Equal(8, generation.Fitness.Distinct().Count());
        Assert.Equal(0, generation.StepNorm);
    }

    [Fact]
    public void The_first_step_is_the_estimated_gradient_through_Adam()
    {
        var search = new OpenEs(new float[4], Small);
        double[] gradient = new double[4], fitness = new double[16];
        var members = new float[16][];
        for (int i = 0; i < 16; i++) search.Fill(i, members[i] = new float[4]);
        for (int i = 0; i < 16; i++) fitness[i] = new Quadratic(1).Of(members[i], new SeedStream(0));
        double[] ranks = CentredRanks.Of(fitness);
        for (int i = 0; i < 16; i++)
            for (int c = 0; c < 4; c++) gradient[c] += ranks[i] * members[i][c] / (16 * 0.1 * 0.1);
        search.Advance(new Quadratic(1));
        // Adam's first step has the length of the learning rate in the direction of the sign.
        for (int c = 0; c < 4; c++) Assert.Equal(0.05 * Math.Sign(gradient[c]), search.Mean[c], 1e-4);
    }

    [Fact]
    public void The_number_of_workers_changes_nothing()
    {
        OpenEs one = new(new float[6], Small), many = new(new float[6], Small with { Workers = 3 });
        for (int g = 0; g < 5; g++) Assert.Equal(one.Advance(new Noisy()).Fitness, many.Advance(new Noisy()).Fitness);
        Assert.Equal(one.Mean.ToArray(), many.Mean.ToArray());
    }

    [Fact]
    public void A_resumed_run_is_the_same_bit_by_bit()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "es.safetensors");
        var options = Small with { SigmaDecay = 0.9 };
        OpenEs straight = new(new float[6], options), first = new(new float[6], options), second = new(new float[6], options);
        for (int g = 0; g < 6; g++) straight.Advance(new Noisy());
        for (int g = 0; g < 3; g++) first.Advance(new Noisy());
        var writer = new SnapshotWriter();
        first.Save(writer);
        writer.Write(path, new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(path)) second.Load(reader);
        for (int g = 0; g < 3; g++) second.Advance(new Noisy());
        Assert.Equal(straight.Mean.ToArray(), second.Mean.ToArray());
        Assert.Equal(straight.Sigma, second.Sigma);
    }

    [Fact]
    public void A_fitness_that_is_not_a_number_stops_the_search_and_changes_nothing()
    {
        var search = new OpenEs([1, 1], Small);
        var error = Assert.Throws<ForewarnException>(() => search.Advance(new Broken()));
        Assert.Contains("NaN", error.Message);
        Assert.Equal([1f, 1f], search.Mean.ToArray());
        Assert.Equal(0, search.Number);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        foreach (var bad in new[] { Small with { Population = 3 }, Small with { Sigma = 0 }, Small with { SigmaFloor = 1 }, Small with { Workers = 0 } })
            Assert.Throws<ForewarnException>(() => new OpenEs([0], bad));
    }

    private sealed class Quadratic(float top) : IFitness
    {
        public double Of(ReadOnlySpan<float> values, SeedStream seed)
        {
            double sum = 0;
            foreach (float v in values) sum -= (v - top) * (v - top);
            return sum;
        }
    }

    private sealed class Noisy : IFitness
    {
        public double Of(ReadOnlySpan<float> values, SeedStream seed) => new Quadratic(1).Of(values, seed) + seed.NextNormal();
    }

    private sealed class SeedAlone : IFitness
    {
        public double Of(ReadOnlySpan<float> values, SeedStream seed) => seed.NextDouble();
    }

    private sealed class Broken : IFitness
    {
        public double Of(ReadOnlySpan<float> values, SeedStream seed) => double.NaN;
    }
}
