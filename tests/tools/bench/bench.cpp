// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/bench.h"

#include "tools/bench/build.h"
#include "tools/bench/codec.h"
#include "tools/bench/connections.h"
#include "tools/bench/durability.h"
#include "tools/bench/handover.h"
#include "tools/bench/heldspeech.h"
#include "tools/bench/layout.h"
#include "tools/bench/load.h"
#include "tools/bench/loopbackaudio.h"
#include "tools/bench/losses.h"
#include "tools/bench/neighbours.h"
#include "tools/bench/onboard.h"
#include "tools/bench/outages.h"
#include "tools/bench/replay.h"
#include "tools/bench/resuming.h"
#include "tools/bench/sessions.h"
#include "tools/bench/slowline.h"
#include "tools/bench/slowservice.h"
#include "tools/bench/storm.h"
#include "tools/bench/talk.h"
#include "tools/bench/window.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace holdline::bench {

using namespace Qt::StringLiterals;

namespace {

Rows loopbackRows()
{
    const auto figures = measureLoopback();
    if (!figures) {
        std::fprintf(stderr, "%s\n", qPrintable(figures.error()));
        return {};
    }
    return {{u"loopback_audio_ms_p50"_s, figures.value().p50Ms, u"ms"_s,
             u"app, sink, monitor, app; p95 %1 ms, %2 seams in 5 s of tone"_s
                 .arg(figures.value().p95Ms, 0, 'f', 1)
                 .arg(figures.value().underruns)}};
}

} // namespace

QList<Bench> allBenches()
{
    return {
        {{u"codec_messages_per_s"_s}, measureCodec},
        {{u"session_create_us_p50"_s, u"session_restore_us_p50"_s, u"session_100_messages_bytes"_s,
          u"sweep_10000_ms"_s},
         measureSessions},
        {{u"open_ms_p50"_s, u"connection_bytes"_s}, measureConnections},
        {{u"first_audio_ms_p50"_s, u"client_rss_mb"_s, u"client_cpu_idle_pct"_s,
          u"client_cpu_talking_pct"_s},
         measureTalk},
        {{u"start_to_window_ms_p50"_s, u"state_to_screen_ms_p95"_s}, measureWindow},
        {{u"loopback_audio_ms_p50"_s}, loopbackRows},
        {{u"rejoin_ms_p50"_s, u"replay_1mb_ms"_s, u"replay_10mb_ms"_s, u"replay_10mb_extra_mb"_s},
         measureReplay},
        {{u"resume_ms_p50"_s, u"ack_overhead_bytes_per_s"_s}, measureResuming},
        {{u"held_step_ms_max"_s}, measureHeldSpeech},
        {{u"recogniser_handover_ms"_s}, measureHandover},
        {{u"skills_word_error_pct"_s, u"human_word_error_pct"_s}, measureUnderstanding},
        {{u"embedded_typing_mb"_s, u"embedded_talking_mb"_s}, measureEmbedded},
        {{u"layout_1mb_step_ms_max"_s}, measureLayout},
        {{u"commit_us_per_audio_frame"_s, u"talkers_per_disk"_s, u"detached_session_bytes"_s},
         measureDurability},
        {{u"connected_1000_cpu_pct"_s, u"connected_10000_cpu_pct"_s, u"connected_10000_mb"_s},
         measureConnected},
        {{u"talking_100_feed_cpu_pct"_s}, measureTalking},
        {{u"storm_2000_all_back_s"_s, u"storm_2000_peak_per_100ms"_s}, measureStorm},
        {{u"chaos_lost_plain"_s, u"chaos_lost_queue"_s, u"chaos_lost_v1"_s}, measureLosses},
        {{u"detect_ms_p95"_s, u"return_ms_p50"_s, u"return_ms_p95"_s}, measureOutages},
        {{u"false_dead_per_hour_slow_line"_s}, measureSlowLine},
        {{u"ping_slow_service_ms_p99"_s}, measureSlowService},
        {{u"barge_in_cancel_ms_p95"_s}, measureBargeIn},
        {neighbourRows(), measureNeighbours},
        {{u"build_run_s"_s, u"build_all_s"_s, u"build_change_s"_s}, measureBuild},
    };
}

double percentile(std::vector<double> values, double p)
{
    const auto count = static_cast<double>(values.size());
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(p * count))) - 1;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

Rows failed(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    return {};
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace holdline::bench
