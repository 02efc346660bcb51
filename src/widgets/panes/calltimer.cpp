// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/calltimer.h"

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString twoDigits(qint64 number)
{
    return QString::number(number).rightJustified(2, u'0');
}

} // namespace

CallTimer::CallTimer(QWidget *parent) : QLabel(parent)
{
    setToolTip(tr("How long this conversation has lasted"));
    setAccessibleName(tr("Conversation time"));
    setAccessibleDescription(toolTip());
    hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CallTimer::tick);
}

void CallTimer::setStatus(const client::CallStatus &status, const Clock &clock)
{
    using State = client::CallStatus::State;
    m_status = status;
    m_clock = &clock;
    const bool underWay = status.state == State::Active || status.state == State::Ending;
    setVisible(underWay && status.since);
    if (isVisible())
        tick();
}

void CallTimer::tick()
{
    const Duration lasted = elapsed(m_clock->now(), *m_status.since);
    setText(words(std::chrono::floor<std::chrono::seconds>(lasted)));
    m_timer.start(Duration(1000) - lasted % Duration(1000)); // until the next full second
}

void CallTimer::showEvent(QShowEvent *event)
{
    if (m_clock && m_status.since)
        tick();
    QLabel::showEvent(event);
}

void CallTimer::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QLabel::hideEvent(event);
}

QString CallTimer::words(std::chrono::seconds duration)
{
    const auto minutes = duration / 1min;
    const QString seconds = twoDigits(duration % 1min / 1s);
    if (minutes < 60)
        return u"%1:%2"_s.arg(twoDigits(minutes), seconds);
    return u"%1:%2:%3"_s.arg(QString::number(minutes / 60), twoDigits(minutes % 60), seconds);
}

} // namespace holdline::widgets
