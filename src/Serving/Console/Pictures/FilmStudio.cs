using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// Imagines decisions again and decodes the pictures, for people. One thread of the lowest priority does it, the newest
/// order first, and only what somebody still waits for. The world model is opened at the first order.
/// </summary>
internal sealed class FilmStudio : IDisposable
{
    private const int MostOrders = 16;

    private readonly Func<IWorldModel> _open;
    private readonly int _pictures;
    private readonly LinkedList<Order> _orders = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ordered = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Films _films;
    private readonly Thread _thread;

    /// <param name="open">Opens a world model of the studio's own; it disposes of it.</param>
    /// <param name="pictures">Pictures per mode.</param>
    /// <param name="mostBytes">Films that are kept.</param>
    public FilmStudio(Func<IWorldModel> open, int pictures, long mostBytes)
    {
        (_open, _pictures, _films) = (open, pictures, new Films(mostBytes));
        _thread = new Thread(Work) { IsBackground = true, Name = "console films" };
        _thread.Start();
    }

    /// <summary>The film of a decision; null when there is none to make, or too much else was ordered since.</summary>
    /// <param name="cancel">Nobody waits any more: what was not begun is not made.</param>
    /// <exception cref="ForewarnException">The world model cannot be opened, or it cannot read this decision.</exception>
    public async Task<Film?> FilmAsync(ShownDecision shown, CancellationToken cancel)
    {
        if (shown.History is null || shown.Decision.Modes is null) return null;
        Order order;
        lock (_gate)
        {
            if (_films.Find(shown.Number) is { } made) return made;
            order = _orders.FirstOrDefault(o => o.Shown.Number == shown.Number)!;
            if (order is null)
            {
                order = new Order(shown);
                _orders.AddFirst(order);
                _ordered.Release();
                if (_orders.Count > MostOrders)
                {
                    _orders.Last!.Value.Done.TrySetResult(null);
                    _orders.RemoveLast();
                }
            }
            order.Waiting++;
        }
        try
        {
            return await order.Done.Task.WaitAsync(cancel);
        }
        finally
        {
            lock (_gate) if (--order.Waiting == 0 && !order.IsBegun) _orders.Remove(order);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _thread.Join();
        lock (_gate)
        {
            foreach (Order order in _orders) order.Done.TrySetResult(null);
            _orders.Clear();
        }
        _closing.Dispose();
        _ordered.Dispose();
    }

    private void Work()
    {
        LowPriority.Apply();
        IWorldModel? model = null;
        try
        {
            while (true)
            {
                _ordered.Wait(_closing.Token);
                if (Take() is not { } order) continue;
                try
                {
                    Film film = Make(model ??= _open(), order.Shown);
                    lock (_gate) _films.Keep(order.Shown.Number, film);
                    order.Done.TrySetResult(film);
                }
                catch (OperationCanceledException)
                {
                    order.Done.TrySetResult(null);
                    throw;
                }
                catch (Exception e)
                {
                    order.Done.TrySetException(e);
                }
                finally
                {
                    lock (_gate) _orders.Remove(order);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The console closes.
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    /// <summary>The newest order, which stays in the list while it is worked on, so that others can join it.</summary>
    private Order? Take()
    {
        lock (_gate)
        {
            if (_orders.FirstOrDefault(o => !o.IsBegun) is not { } order) return null;
            order.IsBegun = true;
            return order;
        }
    }

    private Film Make(IWorldModel model, ShownDecision shown)
    {
        // The model runs on the thread that calls, so that its priority is this thread's.
        LatentState start = Now(model.ObserveAsync(shown.History!, _closing.Token)).Last;
        LatentRollout rollout = Now(model.ImagineAsync(start, shown.Decision.Modes!, null, _closing.Token));
        DecodedFrames decoded = Now(model.DecodeAsync(Some(rollout, Math.Min(_pictures, rollout.Steps)), _closing.Token));
        var strips = new Dictionary<(int, string), byte[]>();
        for (int k = 0; k < rollout.Count; k++)
        {
            var steps = decoded.Frames[k];
            for (int c = 0; c < steps[0].Count; c++) strips[(k, steps[0][c].Camera)] = Strip([.. steps.Select(s => s[c])]);
        }
        return new Film(strips, decoded.Frames[0].Count);
    }

    /// <summary>Evenly chosen steps, the last one among them: pictures nobody sees are not decoded.</summary>
    private static LatentRollout Some(LatentRollout rollout, int steps)
    {
        var values = new float[rollout.Count * steps * rollout.Size];
        for (int k = 0; k < rollout.Count; k++)
            for (int i = 0; i < steps; i++)
            {
                int step = (int)Math.Round((i + 1.0) * rollout.Steps / steps) - 1;
                rollout.Mode(k).Slice(step * rollout.Size, rollout.Size).CopyTo(values.AsSpan((k * steps + i) * rollout.Size));
            }
        return new(values, new float[rollout.Count * steps], rollout.Count, steps, rollout.Size);
    }

    private static byte[] Strip(CameraFrame[] frames)
    {
        int height = frames[0].Height, width = frames[0].Width, row = width * 3;
        var rgb = new byte[height * row * frames.Length];
        for (int i = 0; i < frames.Length; i++)
            for (int y = 0; y < height; y++)
                frames[i].Rgb.AsSpan(y * row, row).CopyTo(rgb.AsSpan((y * frames.Length + i) * row));
        return PngWriter.Encode(rgb, height, width * frames.Length);
    }

    private static T Now<T>(ValueTask<T> work) => work.AsTask().GetAwaiter().GetResult();

    private sealed class Order(ShownDecision shown)
    {
        public ShownDecision Shown => shown;

        public TaskCompletionSource<Film?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiting { get; set; }

        public bool IsBegun { get; set; }
    }

    /// <summary>The films used last, up to a size.</summary>
    private sealed class Films(long mostBytes)
    {
        private readonly LinkedList<(long Number, Film Film)> _kept = new();
        private long _bytes;

        public Film? Find(long number)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Number != number) continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Film;
            }
            return null;
        }

        public void Keep(long number, Film film)
        {
            _kept.AddFirst((number, film));
            _bytes += film.Bytes;
            while (_bytes > mostBytes && _kept.Count > 1)
            {
                _bytes -= _kept.Last!.Value.Film.Bytes;
                _kept.RemoveLast();
            }
        }
    }
}
