using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// The fallback without a C compiler: every guarded call runs on a pooled thread, and one that meets an error is
/// parked for good, because it may neither return into MuJoCo nor unwind through it. Costs one thread per error.
/// </summary>
internal sealed unsafe class ParkingGuard : MujocoGuard
{
    private readonly ConcurrentBag<Worker> _idle = [];

    [ThreadStatic]
    private static Worker? t_current;

    public ParkingGuard(nint userErrorVariable) =>
        *(delegate* unmanaged[Cdecl]<byte*, void>*)userErrorVariable = &Park;

    public override string Name => "parked";

    public override nint Call(nint function, nint a, nint b, nint c, nint d, nint e, nint f, nint g)
    {
        nint result = 0;
        OnOneThread(() => result =
            ((delegate* unmanaged[Cdecl]<nint, nint, nint, nint, nint, nint, nint, nint>)function)(
                a, b, c, d, e, f, g));
        return result;
    }

    public override void Steps(nint step, nint model, nint data, int count) => OnOneThread(() =>
    {
        for (int i = 0; i < count; i++) ((delegate* unmanaged[Cdecl]<nint, nint, void>)step)(model, data);
    });

    public override void OnOneThread(Action body)
    {
        if (t_current is not null)
        {
            body();
            return;
        }
        if (!_idle.TryTake(out var worker)) worker = new Worker();
        worker.Run(body);
        if (worker.Message is { } message) throw Error(message);
        var failure = worker.Failure;
        _idle.Add(worker);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Park(byte* text)
    {
        var message = Marshal.PtrToStringUTF8((nint)text) ?? "";
        if (t_current is not { } worker)
        {
            Environment.FailFast("MuJoCo error outside a guarded call: " + message);
            return;
        }
        worker.ReportAndPark(message);
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim _work = new(0), _done = new(0), _never = new(0);
        private Action _body = () => { };

        public Worker() => new Thread(Loop) { IsBackground = true, Name = "mujoco guard" }.Start();

        public string? Message { get; private set; }

        public Exception? Failure { get; private set; }

        public void Run(Action body)
        {
            (_body, Failure) = (body, null);
            _work.Release();
            _done.Wait();
        }

        public void ReportAndPark(string message)
        {
            Message = message;
            _done.Release();
            _never.Wait();
        }

        private void Loop()
        {
            t_current = this;
            while (true)
            {
                _work.Wait();
                try
                {
                    _body();
                }
                catch (Exception e)
                {
                    Failure = e;
                }
                _done.Release();
            }
        }
    }
}
