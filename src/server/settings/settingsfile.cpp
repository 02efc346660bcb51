// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/settings/settingsfile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace holdline::server {

Result<QList<SettingsLine>, QString> readSettingsFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return Failure{
            u"The settings file %1 cannot be read (%2)."_s.arg(path, file.errorString())};
    auto lines = readSettings(file, path);
    if (lines && file.error() != QFileDevice::NoError)
        return Failure{
            u"The settings file %1 cannot be read (%2)."_s.arg(path, file.errorString())};
    return lines;
}

Result<QList<SettingsLine>, QString> readSettings(QIODevice &device, const QString &path)
{
    QList<SettingsLine> lines;
    for (int number = 1; !device.atEnd(); ++number) {
        const QString line = QString::fromUtf8(device.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';')
            || line == u"[holdlined]")
            continue;
        const QString place = u"%1, line %2"_s.arg(path).arg(number);
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0)
            return Failure{u"%1: \"%2\" is not \"name = value\"."_s.arg(place, line)};
        const QString name = line.left(equals).trimmed();
        lines.append({name, line.mid(equals + 1).trimmed(), u"%1 in %2"_s.arg(name, place)});
    }
    return lines;
}

} // namespace holdline::server
