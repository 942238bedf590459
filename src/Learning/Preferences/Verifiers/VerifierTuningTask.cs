using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>Any method on the lessons of a verifier, judged on those held out.</summary>
internal sealed class VerifierTuningTask : ITrainingTask, IDisposable
{
    private const int Rows = 64;
    private readonly BpeVocabulary _vocabulary;
    private readonly IReadOnlyList<TaskLanguage> _languages;
    private readonly VerifierLesson[] _heldOut;
    private readonly TokenPolicy _policy, _examinee;
    private readonly PairSet? _pairs;
    private readonly ITrainingTask _task;

    public VerifierTuningTask(VerifierTuningOptions options, VerifierRun verifier, VerifierLesson[] trained, VerifierLesson[] heldOut)
    {
        (_vocabulary, _languages, _heldOut) = (verifier.Vocabulary, verifier.Languages, heldOut);
        var form = new TokenPolicyOptions
        {
            Temperature = options.Temperature, MaxAnswer = VerifierTuning.NarrationTokens, End = PromptTokens.End, Projector = "projector",
        };
        _policy = new(verifier.Parameters, verifier.Decoder, [.. trained.Select(l => l.Prompt)], form);
        _examinee = new(verifier.Parameters, verifier.Decoder, [.. heldOut.Select(l => l.Prompt)], form);
        var tuning = options.Tuning;
        if (options.Draws)
        {
            _task = new OnlineTask(_policy, new VerifierReward(trained, _vocabulary, _languages), tuning.OnlineObjective(options.Method), tuning.Online,
                trained.Length, Evaluate);
            return;
        }
        _pairs = new(
            _policy.Batch([.. trained.SelectMany((l, i) => new[] { (i, l.Chosen), (i, options.Method == TuningMethod.Spin ? Own(options, i) : l.Rejected) })]),
            [.. trained.SelectMany(l => options.Method == TuningMethod.Spin ? new[] { 1.0, 0 } : [l.ChosenReward, l.RejectedReward])]);
        _task = new PairTask(_policy, _pairs, tuning.PairObjective(options.Method), tuning.Pairs(options.Method), Evaluate);
    }

    public ParameterStore Parameters => _policy.Parameters;

    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed) => _task.Step(step, seed);

    /// <returns>
    /// <c>choice/agreement</c>: share of held-out choices answered as labeled; <c>choice/invariance</c>: share of records answered
    /// alike in both orders; <c>narration/agreement</c>: share of held-out narrations that say what they should.
    /// </returns>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        var figures = new Dictionary<string, double>();
        if (_heldOut.Length == 0) return figures;
        var right = new bool[_heldOut.Length];
        var reward = new VerifierReward(_heldOut, _vocabulary, _languages);
        foreach (int[] chunk in Enumerable.Range(0, _heldOut.Length).Chunk(Rows))
        {
            using var answers = _examinee.Greedy(chunk);
            double[] scores = reward.Score(answers);
            for (int i = 0; i < chunk.Length; i++)
                right[chunk[i]] = _heldOut[chunk[i]].True is null
                    ? TokenPolicy.AnswerOf(answers, i).SequenceEqual(_heldOut[chunk[i]].Chosen)
                    : scores[i] == 1;
        }
        int[] choices = [.. Enumerable.Range(0, right.Length).Where(i => _heldOut[i].True is null && _heldOut[i].ChosenReward != _heldOut[i].RejectedReward)];
        int[] narrations = [.. Enumerable.Range(0, right.Length).Where(i => _heldOut[i].True is not null)];
        if (choices.Length > 0)
        {
            figures.Put("choice/agreement", MetricInterval.OfShare([.. choices.Select(i => right[i])]));
            // Both orders of a record stand side by side.
            figures.Put("choice/invariance", MetricInterval.OfShare([.. choices.Chunk(2).Select(pair => right[pair[0]] == right[pair[1]])]));
        }
        if (narrations.Length > 0) figures.Put("narration/agreement", MetricInterval.OfShare([.. narrations.Select(i => right[i])]));
        return figures;
    }

    public void Dispose()
    {
        (_task as IDisposable)?.Dispose();
        _pairs?.Dispose();
        _policy.Dispose();
        _examinee.Dispose();
    }

    private int[] Own(VerifierTuningOptions options, int prompt)
    {
        using var own = _policy.Draw([prompt], 1, new SeedStreams(options.Tuning.Training.Seed).Stream("own answers", prompt));
        return TokenPolicy.AnswerOf(own, 0);
    }
}
