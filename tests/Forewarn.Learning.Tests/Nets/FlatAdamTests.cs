using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Nets;

public sealed class FlatAdamTests
{
    /// <summary>Closed sequences, in every lane of the vectors and in what is left over.</summary>
    [Theory]
    [InlineData(new[] { 1f, 1, 1 }, new[] { -0.00199999937, -0.00325586233, -0.00439739960 })]
    [InlineData(new[] { 1f, -1, 2 }, new[] { -0.00199999937, -0.00115059964, -0.00219226603 })]
    public void Optimistic_steps_follow_the_closed_sequence(float[] gradients, double[] wanted)
    {
        const int count = 37;
        var step = new FlatAdam(count, optimistic: true);
        var values = new float[count];
        for (int t = 0; t < gradients.Length; t++)
        {
            step.Update(values, [.. Enumerable.Repeat(gradients[t], count)], 1e-3);
            Assert.All(values, v => Assert.Equal(wanted[t], v, 2e-9));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Plain_steps_are_those_of_torch(double decay)
    {
        using var scope = NewDisposeScope();
        const int count = 53;
        var seed = new SeedStream(3);
        float[] values = new float[count], gradients = new float[count];
        seed.FillNormal(values);
        var theirs = new TorchSharp.Modules.Parameter(tensor(Array.ConvertAll(values, v => (double)v)));
        var optimizer = optim.AdamW([theirs], lr: 3e-3, weight_decay: decay);
        var ours = new FlatAdam(count, weightDecay: decay);
        for (int t = 0; t < 200; t++)
        {
            seed.FillNormal(gradients);
            foreach (ref float g in gradients.AsSpan(0, 20)) g *= 1e-6f;
            theirs.grad = tensor(Array.ConvertAll(gradients, g => (double)g));
            optimizer.step();
            ours.Update(values, gradients, 3e-3);
            Assert.InRange(TorchMlp.Gap(values, theirs.data<double>().ToArray()), 0, 1e-5);
        }
    }

    /// <summary>The fold's own definition: undo the last step, take twice the new one.</summary>
    [Fact]
    public void Optimistic_steps_follow_their_definition_on_any_gradients() => Gen.Float[-3, 3].Array[1, 40].Sample(gradients =>
    {
        var step = new FlatAdam(1, optimistic: true);
        float[] value = [0.5f];
        double wanted = 0.5, first = 0, second = 0;
        for (int t = 1; t <= gradients.Length; t++)
        {
            step.Update(value, [gradients[t - 1]], 1e-2);
            double eta = 1e-2 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t));
            wanted += eta * first / (Math.Sqrt(second) + 1e-8);
            first = 0.9 * first + 0.1 * gradients[t - 1];
            second = 0.999 * second + 0.001 * gradients[t - 1] * gradients[t - 1];
            wanted -= 2 * eta * first / (Math.Sqrt(second) + 1e-8);
            Assert.Equal(wanted, value[0], 1e-4);
        }
    }, iter: 50);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loaded_state_continues_bit_by_bit(bool optimistic)
    {
        using var folder = new TemporaryFolder();
        const int count = 21;
        var seed = new SeedStream(5);
        float[] gradients = new float[count], here = new float[count], there;
        FlatAdam original = new(count, optimistic: optimistic), copy = new(count, optimistic: optimistic);
        void Step(FlatAdam step, float[] values) => step.Update(values, gradients, 1e-2);
        for (int t = 0; t < 5; t++)
        {
            seed.FillNormal(gradients);
            Step(original, here);
        }
        var writer = new SnapshotWriter();
        writer.Add("step", original);
        writer.Write(folder.File("s"), new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(folder.File("s"))) reader.Restore("step", copy);
        there = [.. here];
        for (int t = 0; t < 5; t++)
        {
            seed.FillNormal(gradients);
            Step(original, here);
            Step(copy, there);
        }
        Assert.Equal(here, there);
        Assert.Equal(10, copy.Updates);
    }

    [Fact]
    public void After_a_reset_it_is_as_new()
    {
        FlatAdam used = new(3), fresh = new(3);
        float[] a = [1, 2, 3], b = [1, 2, 3];
        used.Update(new float[3], [1, -1, 5], 1);
        used.Reset();
        used.Update(a, [1, 2, -3], 0.1);
        fresh.Update(b, [1, 2, -3], 0.1);
        Assert.Equal(b, a);
        Assert.ThrowsAny<Exception>(() => used.Update(a, [1, 2], 0.1));
    }
}
