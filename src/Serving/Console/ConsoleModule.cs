using Forewarn.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Forewarn.Serving;

/// <summary>
/// The web console at <c>/console/</c>: what was decided and why, orders, and labels. Nothing here is on the decision path:
/// the feed is read, pictures are imagined on a thread of the lowest priority, and only while somebody looks.
/// </summary>
public sealed class ConsoleModule : IWebModule, IDisposable
{
    public const string Root = "/console";

    private const int LongestWish = 500;
    private static readonly TimeSpan s_wrongKey = TimeSpan.FromMilliseconds(500);

    private readonly IConsoleFeed _feed;
    private readonly ConsoleOptions _options;
    private readonly TimeProvider _time;
    private readonly ConsoleGate _gate;
    private readonly DecisionViews _views;
    private readonly LiveStates _live;
    private readonly FilmStudio? _studio;
    private readonly LabelDesk? _labels;
    private readonly string _instance = Guid.NewGuid().ToString("n")[..12];
    private CancellationToken _stopping;

    public ConsoleModule(IConsoleFeed feed, ConsoleOptions options, TimeProvider time)
    {
        (_feed, _options, _time, _gate) = (feed, options, time, new ConsoleGate(options.Key));
        if (options.Imagination is { } open) _studio = new FilmStudio(open, options.FilmPictures, options.FilmBytes);
        if (options.Labels is { } file) _labels = new LabelDesk(feed, file, options.Labeler, time);
        _views = new DecisionViews(options.Cameras, _studio is not null);
        _live = new LiveStates(State, options, time);
    }

    /// <summary>Pages that are open.</summary>
    public int Pages => _live.Pages;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        _stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var map = new ConsoleRoutes(routes, _gate, Root);
        PageAssets.Map(map);
        map.GetFree("hello", HelloAsync);
        map.PostFree("session", LogInAsync);
        map.Get("events", context => _live.ServeAsync(context, _stopping));
        map.Get("decisions", SummariesAsync);
        map.Get("decisions/{number:long}", DecisionAsync);
        map.Get("decisions/{number:long}/pictures/{camera}.png", PictureAsync);
        map.Get("decisions/{number:long}/films/{mode:int}/{camera}.png", FilmAsync);
        map.Post("commands/{order}", OrderAsync);
        map.Post("labels", LabelAsync);
        map.Post("labels/undo", UndoAsync);
    }

    public void Dispose() => _studio?.Dispose();

    private object State()
    {
        ConsoleStatus? s = _feed.Status();
        return new
        {
            Instance = _instance, First = _feed.Decisions.First, _feed.Decisions.Last, Labels = _labels?.Count, Undoable = _labels?.Added,
            Status = s is null ? null : new
            {
                AgeS = Math.Round(_time.GetElapsedTime(s.Stamp).TotalSeconds, 1), s.Rung, s.Reason, s.Wish, s.WishState, s.Hold, s.IsHeld,
                s.IsStopped, s.Question, s.QuestionOf, Options = Options(s), s.Queued, s.Tick, s.Rungs, s.Lines,
            },
        };
    }

    /// <summary>What the open question offers; none when the decision that asks is not here yet, or no longer.</summary>
    private IEnumerable<string> Options(ConsoleStatus s) =>
        s.Question is not null && _feed.Decisions.LastOf(s.QuestionOf) is { Decision: { Question: not null } asking }
            ? asking.Answers ?? []
            : [];

    private Task HelloAsync(HttpContext context)
    {
        ConsoleOrders orders = _options.Commands?.Orders ?? ConsoleOrders.None;
        return ConsoleJson.SendAsync(context, _gate.IsLetIn(context.Request)
            ? new
            {
                IsLetIn = true, Instance = _instance, _feed.About.Kind, _feed.About.Run, Version = ForewarnVersion.Current,
                Models = _feed.About.Models(),
                Orders = Enum.GetValues<ConsoleOrders>().Where(o => o is not (ConsoleOrders.None or ConsoleOrders.Robot) && orders.HasFlag(o))
                    .Select(o => o.ToString().ToLowerInvariant()),
                LabelsFile = _labels?.FilePath, FilmPictures = _studio is null ? 0 : _options.FilmPictures,
            }
            : new { IsLetIn = false });
    }

    private async Task LogInAsync(HttpContext context)
    {
        bool isRight = await ConsoleJson.ReadAsync<OrderBody>(context) is { Key: { } key } && _gate.LetIn(context, key);
        if (!isRight) await Task.Delay(s_wrongKey, _time, context.RequestAborted);
        await ConsoleJson.SendAsync(context, new CommandReply(isRight, isRight ? "" : "This is not the key."), isRight ? 200 : 401);
    }

    private Task SummariesAsync(HttpContext context) =>
        ConsoleJson.SendAsync(context, _feed.Decisions.After(Long(context.Request.Query["after"])).Select(DecisionViews.Summary));

    private Task DecisionAsync(HttpContext context) => Find(context) is { } shown
        ? ConsoleJson.SendAsync(context, _views.Whole(shown, _labels?.Judged(shown.Number) ?? []))
        : GoneAsync(context);

    private Task PictureAsync(HttpContext context)
    {
        string camera = (string)context.Request.RouteValues["camera"]!;
        return Find(context)?.History?.Latest.Images.FirstOrDefault(i => i.Camera == camera) is { } frame
            ? PngAsync(context, PngWriter.Encode(frame.Rgb, frame.Height, frame.Width))
            : GoneAsync(context);
    }

    private async Task FilmAsync(HttpContext context)
    {
        var which = (Mode: (int)Long((string?)context.Request.RouteValues["mode"]), Camera: (string)context.Request.RouteValues["camera"]!);
        Film? film = Find(context) is { } shown && _studio is not null ? await _studio.FilmAsync(shown, context.RequestAborted) : null;
        if (film is not null && film.Strips.TryGetValue(which, out byte[]? strip)) await PngAsync(context, strip);
        else await GoneAsync(context);
    }

    private async Task OrderAsync(HttpContext context)
    {
        var body = await ConsoleJson.ReadAsync<OrderBody>(context);
        string order = (string)context.Request.RouteValues["order"]!;
        if (!Enum.TryParse(order, ignoreCase: true, out ConsoleOrders one) || one is ConsoleOrders.None or ConsoleOrders.Robot
            || _options.Commands is not { } commands || !commands.Orders.HasFlag(one))
        {
            await RefuseAsync(context, $"There is nothing here that could be told to {order}.", StatusCodes.Status404NotFound);
            return;
        }
        if (body is null || body.Wish?.Length > LongestWish || body.Answer?.Length > LongestWish)
        {
            await RefuseAsync(context, $"Wishes and answers have at most {LongestWish} characters.", StatusCodes.Status400BadRequest);
            return;
        }
        CancellationToken cancel = context.RequestAborted;
        CommandReply reply = await (one switch
        {
            ConsoleOrders.Ask => commands.AskAsync((body.Wish ?? "").Trim(), body.About, cancel),
            ConsoleOrders.Answer => commands.AnswerAsync(body.Decision, (body.Answer ?? "").Trim(), cancel),
            ConsoleOrders.Hold => commands.HoldAsync(cancel),
            ConsoleOrders.Stop => commands.StopAsync(cancel),
            _ => commands.EnableAsync(cancel),
        });
        await ConsoleJson.SendAsync(context, reply, reply.Accepted ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private async Task LabelAsync(HttpContext context)
    {
        string? fault = _labels is null ? "Labels are kept nowhere: name a file with --labels."
            : await ConsoleJson.ReadAsync<JudgedPair>(context) is { } pair ? _labels.Add(pair) : "That is no pair.";
        if (fault is null) await ConsoleJson.SendAsync(context, new CommandReply(true, $"{_labels!.Count} labels"));
        else await RefuseAsync(context, fault, StatusCodes.Status409Conflict);
    }

    private async Task UndoAsync(HttpContext context)
    {
        if (_labels?.Undo() is { } pair) await ConsoleJson.SendAsync(context, new CommandReply(true, "The last label is taken back.", pair.Number));
        else await RefuseAsync(context, "There is no label to take back.", StatusCodes.Status409Conflict);
    }

    private ShownDecision? Find(HttpContext context) => _feed.Decisions.Find(Long((string?)context.Request.RouteValues["number"]));

    private static long Long(string? text) =>
        long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static Task GoneAsync(HttpContext context) => RefuseAsync(context, "This is no longer kept, or never was.", StatusCodes.Status404NotFound);

    private static Task RefuseAsync(HttpContext context, string why, int status) =>
        ConsoleJson.SendAsync(context, new CommandReply(false, why), status);

    private static async Task PngAsync(HttpContext context, byte[] png)
    {
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = png.Length;
        // A decision never changes; the page asks with the name of this process, in which its number holds.
        context.Response.Headers.CacheControl = "private, max-age=86400, immutable";
        await context.Response.Body.WriteAsync(png, context.RequestAborted);
    }
}
