using System.Text.Json;
using Forewarn.Benchmarks.Peers;
using Forewarn.Benchmarks.Reports;
using Forewarn.Learning.Preferences;

namespace Forewarn.Benchmarks.Tuning;

/// <summary>Weights and batch for a peer that tunes, and the comparison of its losses and gradients with ours.</summary>
internal sealed class TuningExchange
{
    private readonly string _folder;
    private readonly Dictionary<string, (double Loss, float[] Gradient)> _ours;

    public TuningExchange(TuningWork work, string folder)
    {
        _folder = folder;
        _ours = new[] { "dpo", "rebel" }.ToDictionary(w => w, work.Gradient);
        int rows = work.Samples.Count, width = (int)work.Samples.Values.shape[1];
        NpyFile.Write(At("tuning-weights"), work.Parameters.ExportAll(), (int)work.Parameters.Count);
        NpyFile.Write(At("tuning-ids"), work.Samples.Values.data<long>().ToArray(), rows, width);
        NpyFile.Write(At("tuning-mask"), Array.ConvertAll(work.Samples.Mask!.data<bool>().ToArray(), m => (byte)(m ? 1 : 0)), rows, width);
        var (decoder, training) = (work.Decoder, work.Training);
        File.WriteAllText(Path.Combine(folder, "tuning.json"), JsonSerializer.Serialize(new
        {
            names = work.Parameters.Names,
            shapes = work.Parameters.Names.Select(work.Parameters.ShapeOf),
            layers = decoder.Layers, heads = decoder.Heads, kvHeads = decoder.KvHeads, size = decoder.HeadSize,
            hidden = decoder.Hidden, epsilon = decoder.Epsilon, ropeBase = decoder.RopeBase,
            reference = work.ReferenceLogProb, rewards = work.Rewards, beta = TuningWork.Beta, eta = TuningWork.Eta,
            learningRate = TuningWork.LearningRate, beta1 = training.Beta1, beta2 = training.Beta2, adamEpsilon = training.Epsilon,
            clip = training.ClipNorm,
        }));
    }

    public IReadOnlyList<AgreementRow> Compare(string peer, string what, JsonElement answer)
    {
        var (loss, gradient) = _ours[what];
        float[] theirs = NpyFile.ReadFloats(At("peer-tuning-gradient"));
        double gap = 0, scale = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            double difference = Math.Abs(gradient[i] - theirs[i]);
            gap = Math.Max(gap, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            scale = Math.Max(scale, Math.Abs(gradient[i]));
        }
        return
        [
            new(peer, $"{what}, loss", Math.Abs(answer.GetProperty("loss").GetDouble() - loss) / Math.Abs(loss)),
            new(peer, $"{what}, gradient", gap / scale),
        ];
    }

    private string At(string name) => Path.Combine(_folder, name + ".npy");
}
