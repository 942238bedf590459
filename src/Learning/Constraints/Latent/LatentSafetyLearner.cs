using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Safety;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Trains <see cref="LatentHeads"/> on recorded states. The critic's backup is
/// <c>Q(z, k) = (1 - gamma) l + gamma min(l, Q'(z', pi'(z')))</c> with z' one step of fallback k on, without an end: what rests stays. The
/// slow actor pi' picks among the fallbacks that were recorded from z', which keeps the maximum off choices that nobody played. All states
/// are recorded ones, so nothing leaves the data manifold.
/// </summary>
public sealed class LatentSafetyLearner : ISnapshot
{
    private readonly LatentStates _states;
    private readonly LatentSafetyOptions _options;
    private readonly SafetyCriticOptions _backup;
    private readonly SeedStreams _seeds;
    private readonly Mlp _slowCritic, _slowActor;
    private readonly FlatAdam _marginStep, _criticStep, _actorStep;
    private readonly MlpTape _margin, _critic, _actor, _nextCritic, _nextActor;
    private readonly int[] _hard, _easy, _rows, _next;

    /// <exception cref="ForewarnException">A number is out of range, or there are no training states that a fallback was played from.</exception>
    public LatentSafetyLearner(LatentStates states, LatentSafetyOptions options)
    {
        options.Validate();
        (_states, _options, _backup, _seeds) = (states, options, options.Backup, new(options.Training.Seed));
        int[] training = [.. Enumerable.Range(0, states.Count).Where(i => LatentSplit.Of(states.Episodes[i]) == LatentShare.Training)];
        int[] known = [.. training.Where(i => Enumerable.Range(0, states.Fallbacks).Any(k => states.Knows(i, k)))];
        double[] least = LeastMargins(states);
        _hard = [.. known.Where(i => least[i] < 0 && states.Margins[i] >= 0)];
        _easy = [.. known.Except(_hard)];
        if (_hard.Length == 0 || _easy.Length == 0)
            throw ForewarnException.Of("latent states for training", $"{_hard.Length} on the way to failure and {_easy.Length} others", "both",
                "Record more episodes with collect cup-safety.", ExitCode.Usage);
        Heads = new(LatentSupport.Standardization(states, training), states.Fallbacks, options, _seeds.Stream("heads"));
        (_slowCritic, _slowActor) = (Heads.Critic.Frozen(), Heads.Actor.Frozen());
        int batch = _backup.Batch;
        double decay = options.Training.WeightDecay;
        _marginStep = new(Heads.Margin.Shape.Count, weightDecay: decay);
        _criticStep = new(Heads.Critic.Shape.Count, weightDecay: decay);
        _actorStep = new(Heads.Actor.Shape.Count, weightDecay: decay);
        (_margin, _critic, _actor) = (new(Heads.Margin.Shape, batch), new(Heads.Critic.Shape, batch), new(Heads.Actor.Shape, batch));
        (_nextCritic, _nextActor) = (new(Heads.Critic.Shape, batch * states.Fallbacks), new(Heads.Actor.Shape, batch * states.Fallbacks));
        (_rows, _next) = (new int[batch], new int[batch * states.Fallbacks]);
    }

    public LatentHeads Heads { get; }

    /// <summary>Updates done.</summary>
    public long Steps { get; private set; }

    /// <summary>One update of all heads; returns the figures of the batch.</summary>
    public IReadOnlyDictionary<string, double> Advance(double learningRate)
    {
        Draw(_seeds.Stream("step", Steps));
        double gamma = _backup.GammaAt(Steps);
        Heads.Margin.Forward(_rows.Length, _margin);
        Heads.Critic.Forward(_rows.Length, _critic);
        Heads.Actor.Forward(_rows.Length, _actor);
        double margin = MarginLoss(), critic = CriticLoss(gamma), actor = ActorLoss();
        Update(Heads.Margin, _margin, _marginStep, learningRate);
        Update(Heads.Critic, _critic, _criticStep, learningRate);
        Update(Heads.Actor, _actor, _actorStep, learningRate);
        _slowCritic.Approach(Heads.Critic, (float)_backup.Tau);
        _slowActor.Approach(Heads.Actor, (float)_backup.Tau);
        Steps++;
        return new Dictionary<string, double> { ["margin_loss"] = margin, ["critic_loss"] = critic, ["actor_value"] = actor, ["gamma"] = gamma };
    }

    /// <summary>The least margin over all that was recorded from each state on.</summary>
    private static double[] LeastMargins(LatentStates states)
    {
        double[] least = [.. states.Margins.Select(m => (double)m)];
        // Next states were added after the states that lead to them.
        for (int i = states.Count - 1; i >= 0; i--)
            for (int k = 0; k < states.Fallbacks; k++)
            {
                int at = i * states.Fallbacks + k;
                if (states.Next[at] >= 0) least[i] = Math.Min(least[i], least[states.Next[at]]);
                else if (!float.IsNaN(states.Tails[at])) least[i] = Math.Min(least[i], states.Tails[at]);
            }
        return least;
    }

    private void Draw(SeedStream seed)
    {
        int size = _states.Size;
        var inputs = _critic.Inputs(_rows.Length);
        for (int b = 0; b < _rows.Length; b++)
        {
            int[] from = seed.NextDouble() < _options.HardShare ? _hard : _easy;
            _rows[b] = from[seed.Next(from.Length)];
            var input = inputs.Slice(b * size, size);
            Heads.Standardize(_states.Latent(_rows[b]), input);
            for (int i = 0; i < size; i++) input[i] += (float)(_options.LatentNoise * seed.NextNormal());
        }
        inputs.CopyTo(_margin.Inputs(_rows.Length));
        inputs.CopyTo(_actor.Inputs(_rows.Length));
    }

    private double MarginLoss()
    {
        double loss = 0;
        for (int b = 0; b < _rows.Length; b++)
        {
            double error = _margin.Outputs[b] - _states.Margins[_rows[b]];
            loss += error * error / _rows.Length;
            _margin.OutputGradients[b] = (float)(2 * error / _rows.Length);
        }
        return loss;
    }

    private double CriticLoss(double gamma)
    {
        int fallbacks = _states.Fallbacks;
        Follow();
        _critic.OutputGradients.Clear();
        double loss = 0;
        int known = 0, after = 0;
        for (int b = 0; b < _rows.Length; b++)
            for (int k = 0; k < fallbacks; k++)
            {
                if (!_states.Knows(_rows[b], k)) continue;
                int next = (int)_states.Next[_rows[b] * fallbacks + k];
                double best = next < 0 ? _states.Tails[_rows[b] * fallbacks + k] : Picked(after++, next);
                double error = _critic.Outputs[b * fallbacks + k] - SafetyBackup.Target(_states.Margins[_rows[b]], best, gamma);
                loss += error * error;
                known++;
                _critic.OutputGradients[b * fallbacks + k] = (float)(2 * error / _rows.Length);
            }
        return loss / Math.Max(1, known);
    }

    /// <summary>Runs the slow networks on the next states of the batch, in the order of the batch.</summary>
    private void Follow()
    {
        int size = _states.Size, count = 0;
        foreach (int row in _rows)
            for (int k = 0; k < _states.Fallbacks; k++)
                if (_states.Next[row * _states.Fallbacks + k] is >= 0 and var next) _next[count++] = (int)next;
        if (count == 0) return;
        var inputs = _nextCritic.Inputs(count);
        for (int i = 0; i < count; i++) Heads.Standardize(_states.Latent(_next[i]), inputs.Slice(i * size, size));
        inputs.CopyTo(_nextActor.Inputs(count));
        _slowCritic.Forward(count, _nextCritic);
        _slowActor.Forward(count, _nextActor);
    }

    private double Picked(int after, int state)
    {
        int fallbacks = _states.Fallbacks, pick = -1;
        var preferences = _nextActor.Outputs.Slice(after * fallbacks, fallbacks);
        for (int k = 0; k < fallbacks; k++)
            if (_states.Knows(state, k) && (pick < 0 || preferences[k] > preferences[pick])) pick = k;
        return _nextCritic.Outputs[after * fallbacks + pick];
    }

    /// <summary>Raises <c>sum_k pi(k | z) Q(z, k)</c> where all fallbacks were played; returns its mean.</summary>
    private double ActorLoss()
    {
        int fallbacks = _states.Fallbacks, branches = 0;
        double total = 0;
        Span<float> shares = stackalloc float[fallbacks];
        _actor.OutputGradients.Clear();
        for (int b = 0; b < _rows.Length; b++)
        {
            int row = _rows[b];
            bool all = true;
            for (int k = 0; k < fallbacks; k++) all &= _states.Knows(row, k);
            if (!all) continue;
            TensorPrimitives.SoftMax(_actor.Outputs.Slice(b * fallbacks, fallbacks), shares);
            var values = _critic.Outputs.Slice(b * fallbacks, fallbacks);
            float mean = TensorPrimitives.Dot<float>(shares, values);
            for (int k = 0; k < fallbacks; k++)
                _actor.OutputGradients[b * fallbacks + k] = -shares[k] * (values[k] - mean) / _rows.Length;
            total += mean;
            branches++;
        }
        return total / Math.Max(1, branches);
    }

    private static void Update(Mlp net, MlpTape tape, FlatAdam step, double rate)
    {
        net.ZeroGradients();
        net.Backward(tape);
        step.Update(net.Values, net.Gradients, rate);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("steps", Steps);
        to.Add("heads", Heads);
        to.Add("slow_critic", _slowCritic.Values);
        to.Add("slow_actor", _slowActor.Values);
        _marginStep.Save(to.Part("margin_step"));
        _criticStep.Save(to.Part("critic_step"));
        _actorStep.Save(to.Part("actor_step"));
    }

    public void Load(SnapshotReader from)
    {
        Steps = from.Long("steps");
        from.Restore("heads", Heads);
        from.Floats("slow_critic", _slowCritic.Values);
        from.Floats("slow_actor", _slowActor.Values);
        _marginStep.Load(from.Part("margin_step"));
        _criticStep.Load(from.Part("critic_step"));
        _actorStep.Load(from.Part("actor_step"));
    }
}
