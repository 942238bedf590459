using System.Text.Json;

namespace Forewarn.Serving;

/// <summary>What one client asks of the parameters and which of them it watches.</summary>
internal sealed class FoxgloveParameters(FoxgloveClient client, FoxgloveServer server)
{
    private readonly Lock _watching = new();
    private readonly HashSet<FoxgloveParameter> _watched = [], _changed = [];

    public void Get(JsonElement request) =>
        client.Answer(FoxgloveTexts.ParameterValues(Named(request), FoxgloveClient.Text(request, "id")));

    public void Set(JsonElement request)
    {
        string? id = FoxgloveClient.Text(request, "id");
        var wanted = new List<(FoxgloveParameter Parameter, string Value)>();
        foreach (JsonElement item in request.GetProperty("parameters").EnumerateArray())
        {
            string name = item.GetProperty("name").GetString() ?? "";
            if (server.Find(name) is not { } parameter) client.Say(FoxgloveStatus.Error, $"Unknown parameter: {name}");
            else if (parameter.Set is null) client.Say(FoxgloveStatus.Error, $"Parameter {name} can only be read");
            else if (!item.TryGetProperty("value", out JsonElement value) || value.ValueKind != JsonValueKind.String)
                client.Say(FoxgloveStatus.Error, $"Parameter {name} wants a text");
            else if (wanted.All(one => one.Parameter != parameter)) wanted.Add((parameter, value.GetString()!));
        }
        client.Begin(cancel => SetAsync(wanted, id, cancel), reason => client.Say(FoxgloveStatus.Error, $"Parameters: {reason}"));
    }

    public void Watch(JsonElement request)
    {
        FoxgloveParameter[] named = Named(request);
        lock (_watching) _watched.UnionWith(named);
    }

    public void Unwatch(JsonElement request)
    {
        FoxgloveParameter[] named = Named(request);
        lock (_watching) _watched.ExceptWith(named);
    }

    /// <summary>A parameter has a new value; any thread may say so.</summary>
    public void Changed(FoxgloveParameter parameter)
    {
        lock (_watching)
        {
            if (!_watched.Contains(parameter)) return;
            _changed.Add(parameter);
        }
        client.Outbox.Wake();
    }

    /// <summary>The latest values of what changed; null when nothing did.</summary>
    public FoxgloveFrame? Update()
    {
        FoxgloveParameter[] changed;
        lock (_watching)
        {
            if (_changed.Count == 0) return null;
            changed = [.. _changed];
            _changed.Clear();
        }
        return FoxgloveTexts.ParameterValues(changed, id: null);
    }

    private async Task SetAsync(IReadOnlyList<(FoxgloveParameter Parameter, string Value)> wanted, string? id, CancellationToken cancel)
    {
        foreach (var (parameter, value) in wanted)
        {
            if (await parameter.Set!(value, cancel) is { } reason)
                client.Say(FoxgloveStatus.Error, $"Parameter {parameter.Name}: {reason}");
            else server.ParameterChanged(parameter.Name);
        }
        if (id is not null) client.Answer(FoxgloveTexts.ParameterValues(wanted.Select(one => one.Parameter), id));
    }

    /// <summary>Those named that exist, all where none is named; unknown ones are left out, as the protocol has it.</summary>
    private FoxgloveParameter[] Named(JsonElement request)
    {
        JsonElement names = request.GetProperty("parameterNames");
        if (names.GetArrayLength() == 0) return [.. server.Parameters];
        return [.. names.EnumerateArray().Select(name => server.Find(name.GetString() ?? "")).OfType<FoxgloveParameter>().Distinct()];
    }
}
