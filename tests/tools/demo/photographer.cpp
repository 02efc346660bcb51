// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/demo/photographer.h"

#include <QFile>
#include <QTimer>

namespace holdline::demo {

using namespace Qt::StringLiterals;

namespace {

/// Time until everything that belongs to a state is painted.
constexpr Duration kExposure(250);

} // namespace

Photographer::Photographer(const testing::VirtualScreen &screen, testing::ClientProcess &client,
                           const QDir &folder)
    : m_screen(screen)
    , m_client(client)
    , m_folder(folder)
{
    connect(&client.process(), &testing::ChildProcess::errorLine, this, [this] {
        if (m_client.status() != m_shown)
            look();
    });
}

void Photographer::look()
{
    m_shown = m_client.status();
    m_isPhotographed = false;
    if (m_shown.isEmpty() || m_client.window() == 0)
        return;
    QTimer::singleShot(kExposure, this, [this, state = m_shown] {
        if (state == m_shown)
            take(state);
    });
}

QStringList Photographer::missing() const
{
    QStringList missing;
    for (const QString &state :
         {u"stopped"_s, u"failed"_s, u"connecting"_s, u"disconnected"_s, u"reconnecting"_s,
          u"reconnected"_s, u"recording"_s, u"connected"_s}) {
        if (!m_taken.contains(state))
            missing.append(state);
    }
    return missing;
}

void Photographer::take(const QString &state)
{
    const QString path = m_folder.filePath(u"state-%1.png"_s.arg(state));
    const QString fresh = m_folder.filePath(u".fresh-%1.png"_s.arg(++m_pictures));
    auto *camera = new QProcess(this);
    camera->setProcessEnvironment(m_screen.environment());
    connect(camera, &QProcess::finished, this, [this, camera, state, path, fresh](int exitCode) {
        camera->deleteLater();
        // The picture counts only if the state did not change during the exposure.
        if (exitCode == 0 && state == m_shown) {
            QFile::remove(path);
            QFile::rename(fresh, path);
            m_taken.insert(state);
            m_isPhotographed = true;
        }
        QFile::remove(fresh);
    });
    camera->start(u"import"_s,
                  {u"-window"_s, QString::number(m_client.window()), u"png:"_s + fresh});
}

} // namespace holdline::demo
