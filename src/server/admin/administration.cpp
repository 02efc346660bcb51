// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/administration.h"

#include <utility>

namespace holdline::server {

Administration::Administration(Setting setting, HttpPages &pages, TranscriptFeed &feed,
                               const Operations &operations, const FigureSource &figures)
    : m_setting(std::move(setting))
    , m_operations(operations)
    , m_observers(m_setting.policy, feed,
                  [this](const QString &session) { return m_operations.transcript(session); })
    , m_api(pages, m_setting.policy, m_setting.openness, m_operations, figures)
{
    connect(&m_api, &AdminApi::drainRequested, this, &Administration::drainRequested);
}

ServerFigures Administration::figures() const
{
    ServerFigures figures = m_operations.figures();
    figures.observers = m_observers.count();
    return figures;
}

} // namespace holdline::server
