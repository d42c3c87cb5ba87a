namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A run of two data centers that fail, restart and queue; it is saved every day and takes a few seconds.</summary>
public static class SavedRun
{
    private const string File = "two.yaml";

    private const string Scenario = """
        name: two-sites
        seed: 3
        duration: 100d
        fleet:
          dataCenters:
            - { name: here, rack: h100-hgx, racks: 6 }
            - { name: there, rack: h100-hgx, chips: 90 }
        workload:
          sources:
            - name: training
              generator:
                load: 0.6
                sizes:
                  - { chips: 1, weight: 6, medianRunTime: 20m, sigma: 1.2 }
                  - { chips: 16, weight: 1, medianRunTime: 3h, sigma: 1.2 }
                  - { chips: 60, weight: 1, medianRunTime: 1h, sigma: 1.2 }
        failures: { meanTimeToFailure: 2000h, detection: 5m, repair: 4h, restart: 5m, checkpointInterval: 30m }
        outputs: { interval: 1d, tables: csv }
        """;

    /// <summary>Arguments that play it, with its results in <c>here</c>.</summary>
    public static string[] With(Workspace workspace, params string[] more) =>
    [
        "run", workspace.Write(File, Scenario), "--out", "here", .. more,
        .. more.Contains("--window") ? (string[])[] : ["--window", "6h"],
        .. more.Contains("--checkpoint-every") ? (string[])[] : ["--checkpoint-every", "1d"],
    ];

    /// <summary>Waits until a run has saved so many checkpoints.</summary>
    public static Task WaitForCheckpointAsync(this RunningCommand run, Workspace workspace, int number) =>
        run.WaitForAsync($"checkpoint {number}", () => LatestIn(workspace) >= number);

    /// <summary>Number of the latest checkpoint; 0: there is none.</summary>
    public static int LatestIn(Workspace workspace)
    {
        var folder = new DirectoryInfo(workspace.PathOf("here.run/checkpoints"));
        return folder.Exists
            ? folder.EnumerateDirectories().Select(each => int.TryParse(each.Name, out var number) ? number : 0).Append(0).Max()
            : 0;
    }
}
