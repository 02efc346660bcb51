// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

namespace holdline::server {

namespace {

/// One value of a family, with its labels.
struct Value
{
    double value;
    std::vector<ClientMetric::Label> labels = {};
};

template <typename Number>
Value of(Number number, std::vector<ClientMetric::Label> labels = {})
{
    return {static_cast<double>(number), std::move(labels)};
}

double seconds(std::chrono::duration<double> time)
{
    return time.count();
}

MetricFamily family(MetricType type, const char *name, const char *help,
                    const std::vector<Value> &values)
{
    MetricFamily family{name, help, type, {}};
    for (const Value &value : values) {
        ClientMetric metric;
        metric.label = value.labels;
        metric.gauge.value = value.value;
        metric.counter.value = value.value;
        family.metric.push_back(metric);
    }
    return family;
}

MetricFamily gauge(const char *name, const char *help, const std::vector<Value> &values)
{
    return family(MetricType::Gauge, name, help, values);
}

MetricFamily counter(const char *name, const char *help, const std::vector<Value> &values)
{
    return family(MetricType::Counter, name, help, values);
}

ClientMetric metricOf(const DurationHistogram &times, std::vector<ClientMetric::Label> labels = {})
{
    ClientMetric metric;
    metric.label = std::move(labels);
    std::uint64_t cumulated = 0;
    for (const DurationHistogram::Class &each : times.classes()) {
        cumulated += each.count;
        metric.histogram.bucket.push_back({cumulated, seconds(each.upTo)});
    }
    metric.histogram.sample_count = times.count();
    metric.histogram.sample_sum = seconds(times.sum());
    return metric;
}

MetricFamily histogram(const char *name, const char *help, const DurationHistogram &times)
{
    return {name, help, MetricType::Histogram, {metricOf(times)}};
}

std::vector<MetricFamily> ofEngines(const std::vector<EngineFigures> &engines)
{
    MetricFamily answers{"holdline_service_seconds",
                         "From the end of speech to its words, from a sentence to its first sound, "
                         "or from a question to the first word of its answer.",
                         MetricType::Histogram,
                         {}};
    std::vector<Value> errors;
    std::vector<Value> outages;
    for (const EngineFigures &each : engines) {
        const std::string engine = each.engine.toStdString();
        answers.metric.push_back(metricOf(each.answers, {{"engine", engine}}));
        for (const auto &[kind, count] : each.troubles)
            errors.push_back(of(count, {{"engine", engine}, {"kind", kind.toStdString()}}));
        outages.push_back(of(each.outages, {{"engine", engine}}));
    }
    return {answers,
            counter("holdline_service_errors_total", "Requests to services that failed.", errors),
            counter("holdline_service_outages_total",
                    "How often the engine on board took over from a service.", outages)};
}

std::vector<MetricFamily> present(const ServerFigures &now)
{
    return {
        gauge("holdline_build_info", "The version that runs.",
              {of(1, {{"version", HOLDLINE_VERSION}})}),
        gauge("holdline_connections", "Clients on the line.",
              {of(now.plainConnections, {{"dialect", "plain"}}),
               of(now.durableConnections, {{"dialect", "v1"}}),
               of(now.waitingConnections, {{"dialect", "none"}})}),
        gauge("holdline_observers", "Who follows what is said at /logs.", {of(now.observers)}),
        gauge("holdline_sessions", "Sessions in memory.",
              {of(now.attachedSessions, {{"state", "attached"}}),
               of(now.detachedSessions, {{"state", "detached"}})}),
        gauge("holdline_unacknowledged_bytes", "Items kept until v1 clients have them.",
              {of(now.unacknowledgedBytes)}),
        gauge("holdline_recognizers", "Recognizers that are loaded.",
              {of(now.busyRecognizers, {{"state", "busy"}}),
               of(now.recognizers - now.busyRecognizers, {{"state", "idle"}})}),
        gauge("holdline_recognizer_queue", "Utterances that wait for a recognizer.",
              {of(now.waitingUtterances)}),
    };
}

std::vector<MetricFamily> past(const ServerFigures &so)
{
    std::vector<Value> refusals;
    for (const auto &[reason, count] : so.refusals)
        refusals.push_back(of(count, {{"reason", reason.toStdString()}}));
    return {
        counter("holdline_joins_total", "Clients that got a session, by how they came to it.",
                {of(so.joins.plainNew, {{"dialect", "plain"}, {"mode", "new"}}),
                 of(so.joins.plainRestored, {{"dialect", "plain"}, {"mode", "restored"}}),
                 of(so.joins.opened, {{"dialect", "v1"}, {"mode", "new"}}),
                 of(so.joins.resumed, {{"dialect", "v1"}, {"mode", "resumed"}}),
                 of(so.joins.rejoined, {{"dialect", "v1"}, {"mode", "rejoined"}})}),
        counter("holdline_replayed_items_total", "Items sent again, or come late, after a cut.",
                {of(so.streams.replayedIn, {{"direction", "in"}}),
                 of(so.streams.replayedOut, {{"direction", "out"}})}),
        counter("holdline_duplicates_dropped_total", "Items that came twice and counted once.",
                {of(so.streams.duplicates)}),
        counter("holdline_gaps_total", "Connections broken off because an item was missing.",
                {of(so.streams.gaps)}),
        counter("holdline_held_speech_seconds_total", "Speech that had waited at the clients.",
                {of(seconds(so.streams.heldSpeech))}),
        counter("holdline_recognizers_taken_back_total",
                "Recognizers taken from utterances whose line was down or slow, or for fairness.",
                {of(so.recognizersTakenBack)}),
        counter("holdline_dropped_frames_total", "Frames of plain clients too short to be audio.",
                {of(so.droppedFrames)}),
        counter("holdline_refusals_total", "Who was turned away, and why.", refusals),
        histogram("holdline_commit_seconds", "Until the store had a change durable.", so.commits),
        histogram("holdline_recovery_seconds", "From losing a client to having it back.",
                  so.recoveries),
    };
}

} // namespace

QByteArray metricsText(const ServerFigures &figures)
{
    std::vector<MetricFamily> families = present(figures);
    for (MetricFamily &family : past(figures))
        families.push_back(std::move(family));
    for (MetricFamily &family : ofEngines(figures.engines))
        families.push_back(std::move(family));
    return QByteArray::fromStdString(prometheus::TextSerializer().Serialize(families));
}

} // namespace holdline::server
