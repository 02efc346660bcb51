// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace holdline {

/// What a check of `holdline --doctor` found, in words for people.
struct Finding
{
    enum class Level { Fine, Warning, Failure };

    Level level;
    QString subject;
    QString text;
    QString advice{}; ///< empty: nothing to do
};

/// Looks at one part of the surroundings, once. Owned by a Doctor.
class DoctorCheck : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Then any number of found(), and finished() within seconds.
    virtual void start() = 0;

Q_SIGNALS:
    void found(const holdline::Finding &finding);
    void finished();
};

/// Makes one check after the other and prints what they find. Main thread of a program that does
/// nothing else.
class Doctor : public QObject
{
    Q_OBJECT

public:
    explicit Doctor(std::vector<std::unique_ptr<DoctorCheck>> checks);

    void start();

Q_SIGNALS:
    /// 0, or 1 when anything has failed.
    void finished(int exitCode);

private:
    void next();
    void print(const Finding &finding);

    std::vector<std::unique_ptr<DoctorCheck>> m_checks;
    std::size_t m_current = 0;
    int m_warnings = 0;
    int m_failures = 0;
};

} // namespace holdline
