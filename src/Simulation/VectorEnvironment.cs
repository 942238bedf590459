using System.Buffers.Binary;
using Forewarn.Core;

namespace Forewarn.Simulation;

/// <summary>
/// N environments of one task stepped together on several threads. Every environment has seeds of its own, so nothing
/// depends on the number of threads or on the other environments. An ended episode stays as it is, for its last
/// observation, until <see cref="ResetEnded"/>.
/// </summary>
public sealed class VectorEnvironment : IDisposable
{
    private const int HeaderSize = sizeof(long) + 1;

    private readonly IEnvironment[] _environments;
    private readonly SeedStream[] _seeds;
    private readonly long[] _episodes;
    private readonly bool[] _ended;
    private readonly Exception?[] _failures;
    private readonly ParallelOptions _parallel;

    /// <param name="create">Makes environment <c>i</c>; all must have one action specification.</param>
    /// <param name="count">N.</param>
    /// <param name="seed">Environment <c>i</c> draws its episodes from a child of this stream.</param>
    /// <param name="threads">Most threads at a time.</param>
    /// <exception cref="ForewarnException">The environments differ in their actions.</exception>
    public VectorEnvironment(Func<int, IEnvironment> create, int count, SeedStream seed, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _environments = new IEnvironment[count];
        try
        {
            for (int i = 0; i < count; i++) _environments[i] = create(i);
            ActionSpec = _environments[0].ActionSpec;
            int other = Array.FindIndex(_environments, e => !e.ActionSpec.Matches(ActionSpec));
            if (other >= 0)
                throw new ForewarnException($"environment {other}: its actions differ from those of environment 0.");
        }
        catch
        {
            Dispose();
            throw;
        }
        _seeds = [.. Enumerable.Range(0, count).Select(i => seed.Child("environment", i))];
        (_episodes, _ended, _failures) = (new long[count], new bool[count], new Exception?[count]);
        Array.Fill(_ended, true);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    /// <summary>N.</summary>
    public int Count => _environments.Length;

    public ActionSpec ActionSpec { get; }

    /// <summary>Whether environment <paramref name="index"/> waits for a reset; before the first one all do.</summary>
    public bool HasEnded(int index) => _ended[index];

    /// <summary>Starts a new episode everywhere.</summary>
    public void Reset()
    {
        Array.Fill(_ended, true);
        ResetEnded();
    }

    /// <summary>Starts a new episode where the last one has ended.</summary>
    public void ResetEnded() => ForEach(i =>
    {
        if (!_ended[i]) return;
        _environments[i].Reset(_seeds[i].Child("episode", _episodes[i]++));
        _ended[i] = false;
    });

    /// <summary>One action everywhere.</summary>
    /// <param name="actions"><c>[N, A]</c>.</param>
    /// <param name="results">Receives <c>[N]</c>.</param>
    /// <exception cref="ForewarnException">
    /// An episode had already ended, or an environment failed; the message says which.
    /// </exception>
    public void Step(ReadOnlyMemory<float> actions, Memory<StepResult> results)
    {
        Shape.Require("actions", actions.Length, ("N", Count), ("A", ActionSpec.Width));
        Shape.Require("results", results.Length, ("N", Count));
        int over = Array.IndexOf(_ended, true);
        if (over >= 0)
            throw new ForewarnException(
                $"environment {over}: stepped after its episode had ended; call ResetEnded first.");
        ForEach(i =>
        {
            var result = _environments[i].Step(actions.Span.Slice(i * ActionSpec.Width, ActionSpec.Width));
            results.Span[i] = result;
            _ended[i] = result.Terminated || result.Truncated;
        });
    }

    /// <summary>What every environment senses now, <c>[N]</c>.</summary>
    public Observation[] Observe()
    {
        var observations = new Observation[Count];
        ForEach(i => observations[i] = _environments[i].Observe());
        return observations;
    }

    /// <summary>
    /// Everything needed to continue all environments bit-exactly, their coming episodes included, <c>[N]</c>.
    /// </summary>
    public byte[][] SaveState()
    {
        var states = new byte[Count][];
        ForEach(i =>
        {
            var inner = _environments[i].SaveState();
            var state = states[i] = new byte[HeaderSize + inner.Length];
            BinaryPrimitives.WriteInt64LittleEndian(state, _episodes[i]);
            state[sizeof(long)] = _ended[i] ? (byte)1 : (byte)0;
            inner.CopyTo(state, HeaderSize);
        });
        return states;
    }

    /// <exception cref="ForewarnException">The states are not of N such environments.</exception>
    public void LoadState(IReadOnlyList<byte[]> states)
    {
        Shape.Require("environment states", states.Count, ("N", Count));
        ForEach(i =>
        {
            if (states[i].Length < HeaderSize) throw new ForewarnException("the saved state is cut short.");
            _environments[i].LoadState(states[i].AsSpan(HeaderSize));
            _episodes[i] = BinaryPrimitives.ReadInt64LittleEndian(states[i]);
            _ended[i] = states[i][sizeof(long)] != 0;
        });
    }

    public void Dispose()
    {
        foreach (var environment in _environments) environment?.Dispose();
    }

    private void ForEach(Action<int> body)
    {
        Parallel.For(0, Count, _parallel, i =>
        {
            try
            {
                body(i);
                _failures[i] = null;
            }
            catch (Exception e)
            {
                _failures[i] = e;
            }
        });
        // The first by number, not by time: the report does not depend on the threads either.
        int failed = Array.FindIndex(_failures, f => f is not null);
        if (failed < 0) return;
        var cause = _failures[failed]!;
        throw new ForewarnException($"environment {failed}: {cause.Message}",
            (cause as ForewarnException)?.ExitCode ?? ExitCode.Failed, cause);
    }
}
