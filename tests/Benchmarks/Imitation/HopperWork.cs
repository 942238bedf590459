using System.Diagnostics;
using System.Runtime.InteropServices;
using Forewarn.Benchmarks.Timing;
using Forewarn.Core;
using Forewarn.Simulation;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Benchmarks.Imitation;

/// <summary>
/// The same motions of several hoppers on one thread: through the vector environment with reward, termination and checks, and by a
/// plain loop in C that writes the controls and calls <c>mj_step</c>.
/// </summary>
internal sealed unsafe class HopperWork : IDisposable
{
    public const int Count = 8, Steps = 25;

    /// <summary>So small that no hopper falls within the steps.</summary>
    private const double Strength = 0.2;

    private const string Loop = """
        typedef void (*step)(void*, void*);
        void forewarn_plain_loop(step advance, void* model, void** data, double** ctrl, const double* actions,
                                 int count, int steps, int skip, int width) {
          for (int t = 0; t < steps; t++)
            for (int i = 0; i < count; i++, actions += width) {
              for (int c = 0; c < width; c++) ctrl[i][c] = actions[c];
              for (int s = 0; s < skip; s++) advance(model, data[i]);
            }
        }
        """;

    private readonly MujocoEnvironment[] _hoppers = new MujocoEnvironment[Count];
    private readonly VectorEnvironment _environment;
    private readonly byte[][] _start;
    private readonly float[][] _actions = new float[Steps][];
    private readonly StepResult[] _results = new StepResult[Count];
    private readonly MujocoModel _model;
    private readonly MujocoData[] _data;
    private readonly double[][] _physics;
    private readonly double[] _ours, _theirs, _flat;
    private readonly nint[] _pointers = new nint[Count], _controls = new nint[Count];
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-loop-").FullName;
    private readonly nint _library;
    private readonly delegate* unmanaged<nint, nint, nint*, nint*, double*, int, int, int, int, void> _loop;

    /// <exception cref="ForewarnException">MuJoCo or a C compiler is missing.</exception>
    public HopperWork(SeedStream seed)
    {
        var task = PlanarTask.HopperV4;
        _environment = new(i => _hoppers[i] = new MujocoEnvironment(task), Count, seed);
        _environment.Reset();
        _start = _environment.SaveState();
        int width = _environment.ActionSpec.Width;
        var draw = seed.Child("actions");
        for (int t = 0; t < Steps; t++)
            _actions[t] = [.. Enumerable.Range(0, Count * width).Select(_ => (float)draw.Uniform(-Strength, Strength))];
        _flat = [.. _actions.SelectMany(a => a).Select(a => (double)a)];
        _model = MujocoModel.LoadXml(task.Scene, task.Name);
        _data = [.. Enumerable.Range(0, Count).Select(_ => new MujocoData(_model))];
        (_ours, _theirs) = (new double[_data[0].StateSize], new double[_data[0].StateSize]);
        _physics = [.. _hoppers.Select(Physics)];
        for (int i = 0; i < Count; i++)
        {
            _pointers[i] = _data[i].Pointer;
            _controls[i] = (nint)Unsafe(_data[i].Ctrl);
        }
        _library = NativeLibrary.Load(Compile());
        _loop = (delegate* unmanaged<nint, nint, nint*, nint*, double*, int, int, int, int, void>)
            NativeLibrary.GetExport(_library, "forewarn_plain_loop");
    }

    /// <summary>Environment steps of one call.</summary>
    public static int StepsPerCall => Count * Steps;

    public Cost Ours(int repeats) => Timed(repeats, () => _environment.LoadState(_start), Step);

    public Cost Plain(int repeats) => Timed(repeats, Rewind, RunPlain);

    /// <summary>Largest difference of positions and velocities after the same motions; also whether one of ours fell.</summary>
    public (double Difference, bool Ended) Compare()
    {
        _environment.LoadState(_start);
        Step();
        Rewind();
        RunPlain();
        double difference = 0;
        for (int i = 0; i < Count; i++)
        {
            _hoppers[i].Data.SaveState(_ours);
            _data[i].SaveState(_theirs);
            for (int v = 0; v < _ours.Length; v++) difference = Math.Max(difference, Math.Abs(_ours[v] - _theirs[v]));
        }
        return (difference, Enumerable.Range(0, Count).Any(_environment.HasEnded));
    }

    public void Dispose()
    {
        _environment.Dispose();
        foreach (var data in _data) data.Dispose();
        _model.Dispose();
        NativeLibrary.Free(_library);
        Directory.Delete(_folder, recursive: true);
    }

    private void Step()
    {
        foreach (float[] actions in _actions) _environment.Step(actions, _results);
    }

    private void RunPlain()
    {
        fixed (nint* data = _pointers, controls = _controls)
        fixed (double* actions = _flat)
            _loop(_model.Runtime.Step, _model.Pointer, data, controls, actions, Count, Steps, PlanarTask.HopperV4.FrameSkip, _model.Nu);
    }

    private static double[] Physics(MujocoEnvironment hopper)
    {
        var state = new double[hopper.Data.StateSize];
        hopper.Data.SaveState(state);
        return state;
    }

    private void Rewind()
    {
        for (int i = 0; i < Count; i++) _data[i].LoadState(_physics[i]);
    }

    /// <summary>Rewinding is not timed.</summary>
    private static Cost Timed(int repeats, Action rewind, Action run)
    {
        double wall = 0, cpu = 0;
        for (int i = 0; i < repeats; i++)
        {
            rewind();
            var before = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            run();
            wall += Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            cpu += (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }
        return new(wall / repeats, cpu / repeats);
    }

    private static double* Unsafe(Span<double> native)
    {
        fixed (double* at = native) return at;
    }

    private string Compile()
    {
        string source = Path.Combine(_folder, "loop.c"), library = Path.Combine(_folder, "loop.so");
        File.WriteAllText(source, Loop);
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-fPIC", "-shared", "-o", library, source]))!;
            compiler.WaitForExit();
            if (compiler.ExitCode == 0) return library;
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }
        throw ForewarnException.Of("C compiler", "none that works", "cc", "Run: apt-get install gcc", ExitCode.Environment);
    }
}
