// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/serverprocess.h"

#include "support/processfigures.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

/// The port in a line such as "… holdlined 0.1.0 listens on 127.0.0.1 port 8000, …".
quint16 portIn(const QList<OutputLine> &lines)
{
    static const QRegularExpression announcement(u"listens on [^ ]+ port ([0-9]+)"_s);
    for (const OutputLine &line : lines) {
        const auto match = announcement.match(line.text);
        if (match.hasMatch())
            return match.captured(1).toUShort();
    }
    return 0;
}

} // namespace

ServerProcess::ServerProcess(QStringList arguments, const QProcessEnvironment &environment)
    : m_arguments(std::move(arguments))
    , m_process(program(), {}, environment)
{
    if (!m_arguments.contains(u"--store"_s))
        m_arguments += {u"--store"_s, u"sqlite:"_s + m_folder.filePath(u"sessions.sqlite"_s)};
}

bool ServerProcess::start()
{
    m_process.setArguments(m_arguments + QStringList{u"--port"_s, QString::number(m_port)});
    if (!m_process.start())
        return false;
    const auto listening = [this] { return portIn(m_process.standardError()) != 0; };
    waitUntil([&] { return listening() || !m_process.isRunning(); }, kStartPatience);
    m_port = portIn(m_process.standardError());
    return listening();
}

bool ServerProcess::comesToRest()
{
    constexpr Duration kPatience(60'000);
    const auto isLoaded = [this] {
        return m_process.errorText().contains(u"the recognisers are loaded");
    };
    return waitUntil(isLoaded, kPatience) && waitUntilIdle(m_process.pid(), kPatience);
}

QUrl ServerProcess::url() const
{
    const bool hasTls = m_arguments.contains(u"--tls-cert"_s);
    return QUrl(u"%1://127.0.0.1:%2/ws"_s.arg(hasTls ? u"wss"_s : u"ws"_s).arg(m_port));
}

QUrl ServerProcess::healthUrl() const
{
    return QUrl(u"http://127.0.0.1:%1/health"_s.arg(m_port));
}

QString ServerProcess::program()
{
    return QCoreApplication::applicationDirPath() + u"/holdlined"_s;
}

} // namespace holdline::testing
