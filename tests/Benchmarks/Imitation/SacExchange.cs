using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Learning.Nets;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>Weights, batch and noise for a peer, and the comparison of its first update with ours.</summary>
internal sealed class SacExchange
{
    private readonly string _folder;
    private readonly Dictionary<string, SacWork> _works;

    public SacExchange(IReadOnlyList<SacWork> works, string folder)
    {
        (_folder, _works) = (folder, works.ToDictionary(w => w.Name));
        foreach (var work in works) Write(work);
        File.WriteAllText(Path.Combine(folder, "sac.json"), JsonSerializer.Serialize(works.ToDictionary(w => w.Name, w => new
        {
            actorSizes = Sizes(w.Fresh().Actor.Shape),
            criticSizes = Sizes(w.Fresh().Critics.Nets[0].Shape),
            temperature = w.Options.Temperature, learningRate = w.Options.LearningRate, gamma = w.Options.Gamma, tau = w.Options.Tau,
            targetEntropy = -SacWork.Actions,
        })));
    }

    public IReadOnlyList<AgreementRow> Compare(string peer, string what, JsonElement answer)
    {
        var (after, losses) = _works[what].First();
        AgreementRow Number(string name, double ours, string theirs) =>
            new(peer, $"{what}, {name}", Math.Abs(answer.GetProperty(theirs).GetDouble() - ours) / Math.Abs(ours));
        AgreementRow Gradient(string name, Mlp ours) => new(peer, $"{what}, gradient of {name}", Gap(ours.Gradients, name));
        return
        [
            Number("loss of the critics", losses["critic_loss"], "criticLoss"),
            Number("loss of the actor", losses["actor_loss"], "actorLoss"),
            Number("log temperature", after.LogTemperature, "logTemperature"),
            Gradient("critic0", after.Critics.Nets[0]),
            Gradient("critic1", after.Critics.Nets[1]),
            Gradient("actor", after.Actor),
        ];
    }

    private double Gap(float[] ours, string name)
    {
        float[] theirs = NpyFile.ReadFloats(Path.Combine(_folder, $"peer-sac-{name}.npy"));
        if (theirs.Length != ours.Length) return double.PositiveInfinity;
        double gap = 0, scale = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            double difference = Math.Abs(ours[i] - theirs[i]);
            gap = Math.Max(gap, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            scale = Math.Max(scale, Math.Abs(ours[i]));
        }
        return gap / scale;
    }

    private void Write(SacWork work)
    {
        var sac = work.Fresh();
        var (next, now) = SacWork.FirstNoise();
        void Array(string name, ReadOnlySpan<float> values, int width) =>
            NpyFile.Write(Path.Combine(_folder, $"sac-{work.Name}-{name}.npy"), values, values.Length / width, width);
        void Flat(string name, Mlp net) =>
            NpyFile.Write<float>(Path.Combine(_folder, $"sac-{work.Name}-{name}.npy"), net.Values, net.Values.Length);
        Flat("actor", sac.Actor);
        Flat("critic0", sac.Critics.Nets[0]);
        Flat("critic1", sac.Critics.Nets[1]);
        Array("first", next, SacWork.Actions);
        Array("second", now, SacWork.Actions);
        Array("states", work.Transitions.States, SacWork.States);
        Array("actions", work.Transitions.Actions, SacWork.Actions);
        Array("next", work.Transitions.NextStates, SacWork.States);
        Array("rewards", work.Transitions.Rewards, 1);
        Array("continues", work.Transitions.Continues, 1);
    }

    private static int[] Sizes(MlpShape shape) => [shape.Inputs, .. shape.Hidden, shape.Outputs];
}
